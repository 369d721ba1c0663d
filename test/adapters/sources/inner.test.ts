import { describe, expect, it } from 'vitest';
import { innerZips } from '../../../src/adapters/sources/zip/inner.js';

/** Zips that say what is read of them. */
function someZips() {
  const unpacked: string[] = [];
  const zips = innerZips();
  const entry = (content: string) => {
    const one = { bytes: Buffer.byteLength(content) };
    return () =>
      zips.open(one, async function* read() {
        unpacked.push(content);
        yield Buffer.from(content);
      });
  };
  return { zips, entry, unpacked };
}

type Open = ReturnType<ReturnType<typeof someZips>['entry']>;

async function readOnce(open: Open): Promise<string> {
  const access = await open();
  const bytes = await access.load(0, 1000);
  await access.close();
  return bytes.toString();
}

describe('zips in others', () => {
  it('are unpacked once, though several ask at the same time', async () => {
    const { entry, unpacked } = someZips();
    const one = entry('one');
    expect(await Promise.all([readOnce(one), readOnce(one)])).toEqual(['one', 'one']);
    expect(await readOnce(one)).toBe('one');
    expect(unpacked).toEqual(['one']);
  });

  it('give way to the next one, and are unpacked again after it', async () => {
    const { entry, unpacked } = someZips();
    const [long, short] = [entry('a long one'), entry('short')];
    for (const [open, content] of [
      [long, 'a long one'],
      [short, 'short'],
      [short, 'short'],
      [long, 'a long one'],
    ] as const)
      // prettier-ignore
      expect(await readOnce(open)).toBe(content);
    expect(unpacked).toEqual(['a long one', 'short', 'a long one']);
  });

  it('stay as they are while they are read', async () => {
    const { entry } = someZips();
    const [one, other] = [entry('one'), entry('other')];
    const [first, second] = await Promise.all([one(), other()]);
    expect(await readOnce(entry('third'))).toBe('third');
    const early = await first.load(1, 1000);
    await first.close();
    expect(await readOnce(entry('fourth'))).toBe('fourth');
    expect([early.toString(), (await second.load(0, 3)).toString()]).toEqual(['ne', 'oth']);
    expect((await second.load(5, 3)).length).toBe(0);
  });

  it('are tried again when they could not be read', async () => {
    const { zips } = someZips();
    const one = { bytes: 3 };
    const failing = async function* failing() {
      yield Buffer.from('o');
      throw new Error('The cable was pulled.');
    };
    const both = await Promise.allSettled([zips.open(one, failing), zips.open(one, failing)]);
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(await readOnce(() => zips.open(one, async function* read() { yield Buffer.from('one'); }))).toBe('one'); // prettier-ignore
  });

  it('stay when an earlier one fails late', async () => {
    const { zips, entry, unpacked } = someZips();
    const late = Promise.withResolvers<Uint8Array>();
    const failing = zips.open({ bytes: 1 }, async function* read() {
      yield await late.promise;
    });
    const other = entry('other');
    await readOnce(other);
    late.reject(new Error('Too late.'));
    await expect(failing).rejects.toThrow('Too late.');
    expect(await readOnce(other)).toBe('other');
    expect(unpacked).toEqual(['other']);
  });
});
