class WorkerState {
	/** A newer build waits for somebody to say «Actualizar». */
	newVersion = $state(false);
	/** The shell and every chunk are stored. */
	shell = $state(false);
	/** Asks the person whether the browser may install the app; null where the browser does not offer it, or has done it. */
	install = $state.raw<(() => void) | null>(null);
	waiting: ServiceWorker | null = null;
}

export const workerState = new WorkerState();
