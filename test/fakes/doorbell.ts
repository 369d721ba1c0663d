import type { Doorbell } from '../../src/ports/doorbell.js';
import type { Visit } from '../contracts/doorbell.js';

export type FakeDoorbell = Doorbell & {
  readonly visit: Visit;
  /** The addresses of the doors that stand open. */
  readonly standing: readonly string[];
};

const firstPort = 40_000;

/** Doors of which only this object knows. */
export function fakeDoorbell(): FakeDoorbell {
  const doors = new Map<string, (query: URLSearchParams) => boolean>();
  let port = firstPort;

  const visit: Visit = async (address, { method = 'GET', host } = {}) => {
    const { origin, pathname, searchParams, host: own, port: ownPort } = new URL(address);
    if (![...doors.keys()].some(door => door.startsWith(`${origin}/`))) throw new Error('Nobody is there.');
    const isOwn = host === undefined || host === own || host === `localhost:${ownPort}`;
    const enter = isOwn && method === 'GET' ? doors.get(origin + pathname) : undefined;
    return enter?.(searchParams) === true ? 200 : 404;
  };

  return {
    visit,
    get standing() {
      return [...doors.keys()];
    },
    async open(path) {
      port += 1;
      const address = `http://127.0.0.1:${port}${path}`;
      const arrival = Promise.withResolvers<URLSearchParams>();
      let isTaken = false;
      doors.set(address, query => {
        if (isTaken) return false;
        isTaken = true;
        arrival.resolve(query);
        return true;
      });
      return {
        address,
        visitor: signal =>
          new Promise((resolve, reject) => {
            if (signal.aborted) return reject(signal.reason);
            signal.addEventListener('abort', () => reject(signal.reason));
            void arrival.promise.then(resolve);
          }),
        close: async () => void doors.delete(address),
      };
    },
  };
}
