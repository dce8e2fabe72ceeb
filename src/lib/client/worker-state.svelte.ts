class WorkerState {
	/** A newer build waits for somebody to say «Actualizar». */
	newVersion = $state(false);
	/** The shell and every chunk are stored. */
	shell = $state(false);
	waiting: ServiceWorker | null = null;
}

export const workerState = new WorkerState();
