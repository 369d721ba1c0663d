import { expect, it, vi } from 'vitest';
import { silentLog } from '../../../src/adapters/log/silent.js';

it('writes nothing down, wherever that might be', () => {
  const written = [process.stdout, process.stderr].map(stream => vi.spyOn(stream, 'write'));
  for (const level of ['debug', 'info', 'warn', 'error'] as const) silentLog[level]('hush', { secret: 'hush' });
  for (const each of written) {
    expect(each).not.toHaveBeenCalled();
    each.mockRestore();
  }
});
