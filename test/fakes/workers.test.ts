import { workersContract } from '../contracts/workers.js';
import { fakeWorkers } from './workers.js';

workersContract(() => {
  const workers = fakeWorkers();
  return {
    workers,
    start: async () => {
      workers.start('other');
      return { name: 'other', end: async () => workers.end('other') };
    },
  };
});
