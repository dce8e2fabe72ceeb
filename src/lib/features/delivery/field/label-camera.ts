type Barcode = { rawValue: string };
type Detector = { detect(source: CanvasImageSource): Promise<Barcode[]> };
type DetectorClass = { new (options: { formats: string[] }): Detector; getSupportedFormats(): Promise<string[]> };

const FORMATS = ['code_128', 'code_39', 'qr_code', 'data_matrix'];
const EVERY_MS = 150;

const detectorClass = () => (globalThis as { BarcodeDetector?: DetectorClass }).BarcodeDetector;

/** Whether this phone reads barcodes by itself and has a camera to show them to. */
export async function canScan(): Promise<boolean> {
	if (!navigator.mediaDevices) return false;
	const formats =
		(await detectorClass()
			?.getSupportedFormats()
			.catch(() => [])) ?? [];
	return formats.includes('code_128');
}

type TorchTrack = { getCapabilities?(): { torch?: boolean }; applyConstraints(constraints: object): Promise<void> };

/** The camera at the back, looking for a label. */
export class LabelCamera {
	#stream: MediaStream;

	private constructor(stream: MediaStream) {
		this.#stream = stream;
	}
	/** @throws {DOMException} when the person or the phone says no */
	static async open(): Promise<LabelCamera> {
		return new LabelCamera(await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' }, audio: false }));
	}

	get hasLight(): boolean {
		return this.#track?.getCapabilities?.().torch ?? false;
	}
	/** @returns whether it is lit now */
	async light(on: boolean): Promise<boolean> {
		await this.#track?.applyConstraints({ advanced: [{ torch: on }] });
		return on;
	}

	/** Calls back once, with the first code it reads. @returns what ends the looking */
	watch(video: HTMLVideoElement, found: (text: string) => void): () => void {
		const Found = detectorClass();
		if (!Found) return () => {};
		const detector = new Found({ formats: FORMATS });
		video.srcObject = this.#stream;
		void video.play().catch(() => {});
		let looking = false;
		const timer = setInterval(() => {
			if (looking || video.readyState < video.HAVE_CURRENT_DATA) return;
			looking = true;
			void detector
				.detect(video)
				.then(([code]) => code && found(code.rawValue))
				.catch(() => {})
				.finally(() => (looking = false));
		}, EVERY_MS);
		return () => clearInterval(timer);
	}
	close(): void {
		for (const track of this.#stream.getTracks()) track.stop();
	}

	get #track(): TorchTrack | undefined {
		return this.#stream.getVideoTracks()[0] as TorchTrack | undefined;
	}
}
