import type { Log } from '../../ports/log.js';

/** Writes nothing down. */
export const silentLog: Log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
