import { readdirSync, writeFileSync } from 'node:fs';
import { crc32, deflateRawSync } from 'node:zlib';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Entry } from '../../../src/ports/sources.js';
import { contentOf, entriesAt } from '../../contracts/sources.js';
import { lay } from './laying.js';
import { aZip, aZip64End, type ZipEntry } from './zips.js';

const kilobyte = 1024;
const mebibyte = kilobyte * kilobyte;

const inZip = async (zip: Buffer, name = 'backup.zip') => entriesAt(lay({ [`in/${name}`]: zip }), 'in');

const told = (entries: readonly Entry[]) =>
  entries.map(entry => [entry.path, entry.kind === 'refused' ? entry.code : entry.kind]);

const sound: ZipEntry = { name: 'a.json', content: '{"a":1}' };

/** Bytes that hardly pack. */
const noise = (length: number) => {
  const bytes = Buffer.alloc(length);
  for (let at = 0, state = 7; at < length; at += 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    bytes[at] = state >>> 24;
  }
  return bytes;
};

describe('a zip that is sound', () => {
  it('comes before what is in it, in order of names', async () => {
    const zip = aZip([{ name: 'lilith/profile.json', content: 'one' }, { name: 'lilith/' }, { name: 'a.json', content: 'two', isStored: true }, { name: 'empty' }]); // prettier-ignore
    const entries = await inZip(zip);
    expect(entries).toMatchObject([
      { kind: 'container', path: 'backup.zip', bytes: zip.length, container: null },
      { kind: 'file', path: 'backup.zip/a.json', bytes: 3, container: 'backup.zip' },
      { kind: 'file', path: 'backup.zip/empty', bytes: 0 },
      { kind: 'file', path: 'backup.zip/lilith/profile.json', bytes: 3 },
    ]);
    expect(await Promise.all(entries.slice(1).map(contentOf))).toEqual(['two', '', 'one']);
  });

  it('can itself be read, byte for byte', async () => {
    const zip = aZip([sound]);
    const [container] = await inZip(zip);
    expect(Buffer.concat(await Array.fromAsync(container?.read?.() ?? [])).equals(zip)).toBe(true);
  });

  it('is told by its content, whatever it is called', async () => {
    expect(told(await inZip(aZip([sound]), 'lilith.charx'))).toEqual([['lilith.charx', 'container'], ['lilith.charx/a.json', 'file']]); // prettier-ignore
    expect(told(await inZip(aZip([sound]), 'backup'))).toEqual([
      ['backup', 'container'],
      ['backup/a.json', 'file'],
    ]);
  });

  it('may be empty', async () => {
    expect(told(await inZip(aZip([])))).toEqual([['backup.zip', 'container']]);
  });

  it('may have a comment, and sizes that follow after the content', async () => {
    const later = { ...sound, flags: 0x0808, after: Buffer.alloc(16) };
    expect(told(await inZip(aZip([later], { comment: 'made by hand' })))).toHaveLength(2);
  });

  it('may have unix types and rights', async () => {
    const entries = [
      { name: 'f/', mode: 0o040755 },
      { ...sound, mode: 0o100644 },
    ];
    expect(told(await inZip(aZip(entries)))).toEqual([
      ['backup.zip', 'container'],
      ['backup.zip/a.json', 'file'],
    ]);
  });

  it('may be large, and small where it is packed very well', async () => {
    const entries = [
      { name: 'large', content: Buffer.concat([noise(3 * mebibyte), Buffer.alloc(9 * mebibyte)]) },
      { name: 'small', content: Buffer.alloc(mebibyte) },
    ];
    const [, large, small] = await inZip(aZip(entries));
    expect([large, small].map(entry => entry?.kind)).toEqual(['file', 'file']);
    const read = Buffer.concat(await Array.fromAsync(large?.read?.() ?? []));
    expect(read.equals(Buffer.from(entries[0]?.content ?? ''))).toBe(true);
  });

  it('may be read after all of it was given, and several times at once', async () => {
    const entries = await inZip(aZip([sound, { name: 'b', content: noise(300_000) }]));
    const all = await Promise.all([...entries, ...entries].map(contentOf));
    expect(all.slice(3)).toEqual(all.slice(0, 3));
  });

  it('says so when it was changed before it was read', async () => {
    const laid = lay({ 'in/backup.zip': aZip([sound]) });
    const [, entry] = await entriesAt(laid, 'in');
    writeFileSync(laid.at('in/backup.zip'), aZip([{ ...sound, content: '{"b":2}' }]));
    await expect(contentOf(entry ?? fail())).rejects.toMatchObject({ code: 'unavailable', message: expect.stringContaining('was changed') }); // prettier-ignore
  });
});

const fail = (): never => {
  throw new Error('There is no entry.');
};

describe('a zip that is not sound', () => {
  const symlink = { name: 'link', content: '/etc/passwd', mode: 0o120777 };
  const large = noise(400_000);

  it.each<[string, string, Buffer]>([
    ['leads out of its folder', 'name_up', aZip([sound, { ...sound, name: '../../x' }])],
    ['leads out of its folder on the way', 'name_up', aZip([{ ...sound, name: 'a/../../b' }])],
    ['begins at the root', 'name_absolute', aZip([{ ...sound, name: '/etc/x' }])],
    ['names a drive', 'name_drive', aZip([{ ...sound, name: 'C:x' }])],
    ['has a backslash', 'name_backslash', aZip([{ ...sound, name: '..\\x' }])],
    ['has a drive and a backslash', 'name_backslash', aZip([{ ...sound, name: 'C:\\x' }])],
    ['has a NUL', 'name_nul', aZip([{ ...sound, name: 'a\0.json' }])],
    ['has a line break in a name', 'name_control', aZip([{ ...sound, name: 'a\n.json' }])],
    ['has no name', 'name_empty', aZip([{ ...sound, name: '' }])],
    ['has a long name', 'name_too_long', aZip([{ ...sound, name: 'a'.repeat(60_000) }])],
    ['has a name that is no UTF-8', 'name_not_utf8', aZip([{ ...sound, name: Buffer.from([0x61, 0xff]) }])],
    ['has a name twice', 'name_twice', aZip([sound, sound])],
    ['has a name twice, spelled differently', 'name_twice', aZip([sound, { ...sound, name: './a.json' }])],
    ['has a name twice but for its case', 'name_case', aZip([sound, { ...sound, name: 'A.JSON' }])],
    ['has a link', 'entry_symlink', aZip([symlink, { ...sound, name: 'link/x' }])],
    ['has a device', 'entry_special', aZip([{ ...sound, mode: 0o020644 }])],
    ['has a folder with content', 'entry_special', aZip([{ ...sound, name: 'a/' }])],
    ['is encrypted', 'encrypted', aZip([{ ...sound, flags: 0x0801 }])],
    ['is strongly encrypted', 'encrypted', aZip([{ ...sound, flags: 0x0841 }])],
    ['is packed in another way', 'method', aZip([{ ...sound, method: 14 }])],
    ['has a wrong checksum', 'checksum', aZip([{ ...sound, crc32: 1 }])],
    ['has a wrong checksum in something large', 'checksum', aZip([{ name: 'a', content: large, crc32: 1 }])],
    ['unpacks to more', 'size_differs', aZip([{ ...sound, bytes: 3 }])],
    ['unpacks to less', 'size_differs', aZip([{ ...sound, bytes: 30 }])],
    ['unpacks to more in something large', 'size_differs', aZip([{ name: 'a', content: large, bytes: 300_000 }])],
    ['unpacks to less in something large', 'size_differs', aZip([{ name: 'a', content: large, bytes: 500_000 }])],
    ['is longer than what is stored', 'size_differs', aZip([{ ...sound, isStored: true, bytes: 3 }])],
    ['has more in it than what is packed', 'size_differs', aZip([{ ...sound, content: Buffer.concat([deflateRawSync('{"a":1}'), Buffer.from('more')]), isStored: true, method: 8, bytes: 7, crc32: crc32('{"a":1}') }])], // prettier-ignore
    ['has more in it than something large', 'size_differs', aZip([{ name: 'a', content: Buffer.concat([deflateRawSync(large), Buffer.from('more')]), isStored: true, method: 8, bytes: large.length, crc32: crc32(large) }])], // prettier-ignore
    ['has rubbish where something packed should be', 'unpackable', aZip([{ ...sound, isStored: true, method: 8 }])],
    ['has rubbish where something large should be', 'unpackable', aZip([{ name: 'a', content: large, isStored: true, method: 8 }])], // prettier-ignore
    ['says two names', 'header_differs', aZip([{ ...sound, ownName: 'b.json' }])],
    ['says two sizes', 'header_differs', aZip([{ ...sound, ownBytes: 8 }])],
    ['has an entry elsewhere', 'header_differs', aZip([sound, { ...sound, name: 'b', shift: 1 }])],
    ['has an entry beyond its end', 'out_of_bounds', aZip([sound, { ...sound, name: 'b', shift: 100_000 }])],
    ['has an entry longer than itself', 'out_of_bounds', aZip([{ ...sound, packedBytes: 100_000 }])],
    ['has something before it', 'prefix_data', aZip([sound], { prefix: Buffer.from('MZ junk') })],
    ['has something before it, not counted', 'prefix_data', aZip([sound], { prefix: Buffer.from('MZ junk'), isPrefixCounted: false })], // prettier-ignore
    ['has something after it', 'trailing_data', aZip([sound], { trailing: Buffer.from('junk') })],
    ['has more entries than it says', 'directory_differs', aZip([sound, { ...sound, name: 'b' }], { count: 1 })],
    ['has fewer entries than it says', 'zip_broken', aZip([sound], { count: 2 })],
    ['has too many entries', 'too_many_entries', aZip64End(100_001n, 0n)],
    ['has 2^60 entries', 'too_many_entries', aZip64End(1n << 60n, 0n)],
    ['lists its entries nowhere', 'zip_broken', Buffer.concat([aZip([sound]), aZip64End(1n, 1n << 50n)])],
    ['is none', 'not_a_zip', Buffer.from('This is a text.')],
    ['is empty', 'not_a_zip', Buffer.alloc(0)],
    ['breaks off', 'not_a_zip', aZip([{ name: 'a', content: large }]).subarray(0, 200_000)],
  ])('is refused when it %s', async (_, code, zip) => {
    expect(told(await inZip(zip))).toEqual([['backup.zip', code]]);
  });

  it('is refused when two entries share their bytes', async () => {
    const content = noise(kilobyte);
    const inner = aZip([{ name: 'b', content }]).subarray(0, 31 + deflateRawSync(content).length);
    expect(told(await inZip(overlapping(content, inner)))).toEqual([['backup.zip', 'overlap']]);
  });

  it('is refused when the same bytes are listed as two entries', async () => {
    expect(told(await inZip(aZip([sound, { ...sound, name: 'a.json', sharesPlaceOf: 0 }])))).toEqual([
      ['backup.zip', 'name_twice'],
    ]);
  });

  it('names the entry, and does so harmlessly', async () => {
    const [entry] = await inZip(aZip([sound, { ...sound, name: `../\u202e${'x'.repeat(500)}` }]));
    expect(entry).toMatchObject({ message: expect.stringMatching(/^Entry 2 of the zip \(“\.\.\/x{57}…”\) leads out/) });
  });

  it('can still be read as a file', async () => {
    const zip = aZip([{ ...sound, name: '../x' }]);
    const [entry] = await inZip(zip);
    expect(Buffer.concat(await Array.fromAsync(entry?.read?.() ?? [])).equals(zip)).toBe(true);
  });

  it('does no harm to its neighbours', async () => {
    const laid = lay({ 'in/a.zip': aZip([{ ...sound, name: '../x' }]), 'in/b.json': '1', 'in/c.zip': aZip([sound]) });
    expect(told(await entriesAt(laid, 'in'))).toEqual([['a.zip', 'name_up'], ['b.json', 'file'], ['c.zip', 'container'], ['c.zip/a.json', 'file']]); // prettier-ignore
    expect(readdirSync(laid.at('.'), { recursive: true }).toSorted()).toEqual([
      'in',
      'in/a.zip',
      'in/b.json',
      'in/c.zip',
    ]);
  });
});

/** One entry whose content is itself an entry with its header, and is listed as well. */
function overlapping(content: Buffer, inner: Buffer): Buffer {
  const outer: ZipEntry = { name: 'a', content: inner, isStored: true };
  return aZip([outer, { name: 'b', content, sharesPlaceOf: 0, shift: 31 }]);
}

describe('a bomb', () => {
  const zeros = deflateRawSync(Buffer.alloc(200 * mebibyte));

  it('is refused by what it says of itself', async () => {
    const zip = aZip([{ name: 'bomb', content: zeros, isStored: true, method: 8, bytes: 200 * mebibyte }]);
    expect(told(await inZip(zip))).toEqual([['backup.zip', 'ratio']]);
  });

  it('is refused where it lies, as soon as there is more than it says', async () => {
    const before = process.memoryUsage.rss();
    const zip = aZip([{ name: 'bomb', content: zeros, isStored: true, method: 8, bytes: 20 * mebibyte, crc32: 0 }]);
    expect(told(await inZip(zip))).toEqual([['backup.zip', 'size_differs']]);
    expect(process.memoryUsage.rss() - before).toBeLessThan(150 * mebibyte);
  });

  it('is refused when it is many small ones', async () => {
    const small = Array.from({ length: 200 }, (_, index) => ({ name: `${index}`, content: Buffer.alloc(mebibyte) }));
    expect(told(await inZip(aZip(small)))).toEqual([['backup.zip', 'ratio_in_all']]);
  });

  it('is refused when it would be more than 4 GiB', async () => {
    const packed = noise(200_000);
    const half = { content: packed, isStored: true, method: 8 };
    const entries = Array.from({ length: 130 }, (_, index) => ({ ...half, name: `${index}`, bytes: 34 * mebibyte }));
    expect(told(await inZip(aZip(entries)))).toEqual([['backup.zip', 'too_big']]);
  });

  it('is refused when it is made of zips, and what is beside them is not', async () => {
    const inner = aZip([{ name: 'zeros', content: Buffer.alloc(mebibyte) }]);
    const half = aZip(
      Array.from({ length: 90 }, (_, index) => ({ name: `${index}`, content: Buffer.alloc(kilobyte * 900 + index) })),
    );
    const zip = aZip([{ name: 'a.zip', content: half }, { name: 'b.zip', content: half }, { name: 'c.zip', content: inner }, { name: 'd.json', content: '1' }]); // prettier-ignore
    const seen = told(await inZip(zip)).filter(([path]) => !/zip\/\d+$/.test(path ?? ''));
    expect(seen).toContainEqual(['backup.zip/b.zip', 'ratio_in_all']);
    expect(seen).toContainEqual(['backup.zip/d.json', 'file']);
  });

  it('is refused when it opens for ever', async () => {
    const zip = [1, 2, 3].reduce(inner => aZip([{ name: 'again.zip', content: inner }]), aZip([sound]));
    expect(told(await inZip(zip))).toEqual([
      ['backup.zip', 'container'],
      ['backup.zip/again.zip', 'container'],
      ['backup.zip/again.zip/again.zip', 'inner_too_deep'],
    ]);
  });

  it('of many empty entries is a zip like any other', async () => {
    const many = aZip(Array.from({ length: 65_000 }, (_, index) => ({ name: `${index}` })));
    expect(await inZip(many)).toHaveLength(65_001);
  });
});

describe('a zip in a zip', () => {
  it('is opened, and says where it lies', async () => {
    const zip = aZip([{ name: 'in/inner.zip', content: aZip([sound]) }]);
    const entries = await inZip(zip);
    expect(entries).toMatchObject([
      { kind: 'container', path: 'backup.zip', container: null },
      { kind: 'container', path: 'backup.zip/in/inner.zip', container: 'backup.zip' },
      { kind: 'file', path: 'backup.zip/in/inner.zip/a.json', container: 'backup.zip/in/inner.zip' },
    ]);
    expect(await contentOf(entries[2] ?? fail())).toBe('{"a":1}');
  });

  it('can be read after another one, as often as it is asked for', async () => {
    const inner = (content: string) =>
      aZip([
        { name: 'x', content: content.repeat(1000) },
        { name: 'y', content },
      ]);
    const zip = aZip(['a', 'b', 'c'].map(name => ({ name: `${name}.zip`, content: inner(name) })));
    const files = (await inZip(zip)).filter(({ kind }) => kind === 'file');
    const wanted = ['a', 'b', 'c'].flatMap(name => [name.repeat(1000), name]);
    for (const order of [files, files.toReversed()]) {
      const expected = order === files ? wanted : wanted.toReversed();
      expect(await Array.fromAsync(order, contentOf)).toEqual(expected);
      expect(await Promise.all(order.map(contentOf))).toEqual(expected);
    }
  });

  it('is read whole while another one is opened', async () => {
    const inner = (content: Buffer) => aZip([{ name: 'x', content, isStored: true }]);
    const [one, other] = [noise(mebibyte), noise(mebibyte + 1)];
    const entries = await inZip(aZip([{ name: 'a.zip', content: inner(one) }, { name: 'b.zip', content: inner(other) }])); // prettier-ignore
    const [first, second] = entries.filter(({ kind }) => kind === 'file');
    const seen: Uint8Array[] = [];
    for await (const block of first?.read?.() ?? []) {
      seen.push(block);
      expect(await contentOf(second ?? fail())).toBe(other.toString());
    }
    expect(Buffer.concat(seen).equals(one)).toBe(true);
  });

  it('is found out when it is another one by the time it is read again', async () => {
    const inner = (content: string) => aZip([{ name: 'x', content, isStored: true }]);
    const outer = (first: string) => aZip([{ name: 'a.zip', content: inner(first), isStored: true }, { name: 'b.zip', content: inner('b') }]); // prettier-ignore
    const laid = lay({ 'in/backup.zip': outer('a') });
    const [first] = (await entriesAt(laid, 'in')).filter(({ kind }) => kind === 'file');
    writeFileSync(laid.at('in/backup.zip'), outer('z'));
    await expect(contentOf(first ?? fail())).rejects.toMatchObject({ code: 'unavailable' });
  });

  it('is one of many, and they take no more memory than one', async () => {
    const inner = aZip([
      { name: 'x', content: Buffer.concat([noise(mebibyte), Buffer.alloc(39 * mebibyte)]), isStored: true },
      { name: 'y', content: 'y', isStored: true },
    ]);
    const packed = { content: deflateRawSync(inner), isStored: true, method: 8, bytes: inner.length, crc32: crc32(inner) }; // prettier-ignore
    const zip = aZip(Array.from({ length: 14 }, (_, index) => ({ ...packed, name: `${index}.zip` })));
    const before = process.memoryUsage.rss();
    const small = (await inZip(zip)).filter(({ path }) => path.endsWith('/y'));
    expect(await Array.fromAsync(small, contentOf)).toEqual(Array.from({ length: 14 }, () => 'y'));
    expect(process.memoryUsage.rss() - before).toBeLessThan(250 * mebibyte);
  });

  it('is refused alone when it is not sound', async () => {
    const zip = aZip([
      { name: 'a.zip', content: aZip([{ ...sound, crc32: 1 }]) },
      { name: 'b.json', content: '1' },
    ]);
    expect(told(await inZip(zip))).toEqual([['backup.zip', 'container'], ['backup.zip/a.zip', 'checksum'], ['backup.zip/b.json', 'file']]); // prettier-ignore
  });

  it('is refused when it is larger than 64 MiB', async () => {
    const content = Buffer.concat([aZip([sound]), noise(mebibyte), Buffer.alloc(64 * mebibyte)]);
    expect(told(await inZip(aZip([{ name: 'a.zip', content }])))).toEqual([['backup.zip', 'container'], ['backup.zip/a.zip', 'inner_too_big']]); // prettier-ignore
  });
});

describe('any bytes that begin as a zip does', () => {
  it('are given or refused, and nothing is thrown', async () => {
    const whole = aZip([sound, { name: 'b/c.json', content: noise(100) }, { name: 'd.zip', content: aZip([sound]) }]);
    const laid = lay({ 'in/backup.zip': whole });
    const spoiling = fc.array(fc.tuple(fc.nat({ max: whole.length - 1 }), fc.nat({ max: 255 })), {
      minLength: 1,
      maxLength: 4,
    });
    await fc.assert(
      fc.asyncProperty(spoiling, fc.nat({ max: whole.length }), fc.boolean(), async (changes, length, isCut) => {
        const spoiled = Buffer.from(isCut ? whole.subarray(0, length) : whole);
        for (const [at, value] of changes) if (at < spoiled.length) spoiled[at] = value;
        writeFileSync(laid.at('in/backup.zip'), spoiled);
        const entries = await entriesAt(laid, 'in');
        expect(entries.length).toBeGreaterThan(0);
        for (const entry of entries) expect(entry.path.startsWith('backup.zip')).toBe(true);
        for (const entry of entries) await contentOf(entry);
      }),
      { numRuns: 500 },
    );
  });
});
