/** Gives a file to the person, as a download. */
export function saveFile(file: Blob, name: string): void {
	const link = document.createElement('a');
	link.href = URL.createObjectURL(file);
	link.download = name;
	link.click();
	// Only later: the browser reads it after the click has returned.
	setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
