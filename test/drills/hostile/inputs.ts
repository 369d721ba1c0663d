import { cardText, chunk, packedText, picture } from './picture.ts';
import { longSize, zipOf } from './zip.ts';

/** A file that means harm. It is called so, and is either refused for a reason or read without harm. */
export type Hostile = {
  readonly name: string;
  readonly file: string;
  make(): Buffer;
  /** The code of an issue that must be told. Null: none needs to be. */
  readonly code: string | null;
};

const mb = 1024 * 1024;

const zip = (name: string, code: string, make: () => Buffer): Hostile => ({ name, file: 'bad.zip', code, make });
const png = (name: string, code: string | null, make: () => Buffer): Hostile => ({ name, file: 'bad.png', code, make });
const json = (name: string, code: string | null, make: () => Buffer): Hostile => ({
  name,
  file: 'bad.json',
  code,
  make,
});

const named = (code: string, name: string | Buffer): Hostile =>
  zip(`an entry called ${JSON.stringify(name.toString().slice(0, 20))}`, code, () => zipOf([{ name, content: '{}' }]));

const names = [
  named('name_up', '../../escaped.json'),
  named('name_up', 'a/../../escaped.json'),
  named('name_absolute', '/tmp/escaped.json'),
  named('name_drive', 'C:/escaped.json'),
  named('name_backslash', 'C:\\escaped.json'),
  named('name_backslash', '..\\escaped.json'),
  named('name_nul', 'a\0b.json'),
  named('name_control', 'a\u001b]0;b.json'),
  named('name_too_long', 'a'.repeat(65_000)),
  named('name_not_utf8', Buffer.from([0x61, 0xff, 0xfe])),
];

const link = 0o120777;

const entries = [
  zip('a link, and an entry below it', 'entry_symlink', () =>
    zipOf([
      { name: 'link', content: '/etc', mode: link },
      { name: 'link/passwd', content: 'x' },
    ]),
  ),
  zip('a named pipe', 'entry_special', () => zipOf([{ name: 'pipe', mode: 0o010644 }])),
  zip('a name twice', 'name_twice', () => zipOf([{ name: 'a.json' }, { name: 'a.json' }])),
  zip('names that differ in case', 'name_case', () => zipOf([{ name: 'a.json' }, { name: 'A.json' }])),
  zip('a wrong checksum', 'checksum', () => zipOf([{ name: 'a.json', content: '{}', lies: { crc: 1 } }])),
  zip('a header of its own that says otherwise', 'header_differs', () =>
    zipOf([{ name: 'a.json', content: '{}', ownName: 'b.json' }]),
  ),
  zip('something before it', 'prefix_data', () =>
    zipOf([{ name: 'a.json', content: '{}' }], { before: '#!/bin/sh\n' }),
  ),
  zip('something after it', 'trailing_data', () => zipOf([{ name: 'a.json', content: '{}' }], { after: 'more' })),
  zip('an encrypted entry', 'encrypted', () =>
    zipOf([{ name: 'a.json', content: '{}', isPacked: true, lies: { flags: 0x0801 } }]),
  ),
];

const zeros = (megabytes: number) => Buffer.alloc(megabytes * mb);

const bombs = [
  zip('entries that share their content', 'overlap', () =>
    zipOf([
      { name: '0', content: 'x', lies: { packed: 900, bytes: 900 } },
      { name: '1', content: 'x'.repeat(1000) },
    ]),
  ),
  zip('300 MB of nothing', 'ratio', () => zipOf([{ name: 'a.json', content: zeros(300), isPacked: true }])),
  zip('many entries that unpack well', 'ratio_in_all', () =>
    zipOf(Array.from({ length: 300 }, (_, index) => ({ name: `${index}`, content: zeros(0.9), isPacked: true }))),
  ),
  zip('more in it than it says', 'size_differs', () =>
    zipOf([{ name: 'a.json', content: zeros(50), isPacked: true, lies: { bytes: 1000 } }]),
  ),
  zip('120,000 empty entries', 'too_many_entries', () =>
    zipOf(Array.from({ length: 120_000 }, (_, index) => ({ name: `e${index}` }))),
  ),
  zip('an entry of 2^60 bytes', 'ratio', () =>
    zipOf([{ name: 'a.json', content: '{}', isPacked: true, lies: { bytes: 0xffffffff }, extra: longSize(2n ** 60n) }]),
  ),
  zip('a zip in a zip in a zip', 'inner_too_deep', () => {
    const innermost = zipOf([{ name: 'a.json', content: '{}' }]);
    return zipOf([{ name: 'b.zip', content: zipOf([{ name: 'c.zip', content: innermost }]) }]);
  }),
  zip('a bomb in a zip', 'ratio', () => {
    const bomb = zipOf([{ name: 'a.json', content: zeros(100), isPacked: true }]);
    return zipOf([{ name: 'b.zip', content: bomb }]);
  }),
];

const own = (name: string): Buffer => chunk('tEXt', cardText(name));

const pictures = [
  png('a chunk of 0x7fffffff bytes', 'png_bad_length', () => picture([chunk('tEXt', 'x', { length: 0x7fffffff })])),
  png('a chunk of 0xffffffff bytes', 'png_bad_length', () => picture([chunk('tEXt', 'x', { length: 0xffffffff })])),
  png('a picture cut off', 'png_bad_length', () => picture([own('Cut')]).subarray(0, 80)),
  png('a card with a wrong checksum', 'card_unreadable', () => picture([chunk('tEXt', cardText('Crc'), { sum: 1 })])),
  png('200,000 chunks', 'png_too_many_chunks', () =>
    picture(Array.from({ length: 200_000 }, () => chunk('tEXt', 'a\0b'))),
  ),
  png('two cards', 'repeated_text', () => picture([own('First'), own('Second')])),
  png('a packed card of 200 MB', 'card_unreadable', () => picture([chunk('zTXt', packedText(zeros(200)))])),
  png('100,000 by 100,000 points', 'image_too_large', () =>
    picture([own('Flood')], { width: 100_000, height: 100_000 }),
  ),
  png('a web page called a picture', 'not_an_image', () => Buffer.from('<html><script>alert(1)</script></html>')),
  png('a GIF called a PNG', 'not_png', () => Buffer.from('GIF89a\x01\0\x01\0\0\0\0;', 'latin1')),
  png('a picture that is a zip too', null, () =>
    Buffer.concat([picture([own('Both')]), zipOf([{ name: '../x', content: '{}' }])]),
  ),
];

const documents = [
  json('five million lists in each other', 'too_deep', () => Buffer.alloc(5_000_000, '[')),
  json('two million objects in each other', 'too_deep', () => Buffer.from('{"a":'.repeat(2_000_000))),
  json('a memory of a thousand lists', null, () => memoryWith('['.repeat(1000) + ']'.repeat(1000))),
  json('a text of 100 MB', null, () => Buffer.from(`{"name":"${'a'.repeat(100 * mb)}"}`)),
  json('half a letter', null, () => memoryWith('"\\ud800"')),
  json('a number that is none', null, () => memoryWith('"text"', '"created_at":1e999')),
  json('a key twice', null, () => memoryWith('"first"', '"result":"second"')),
  json('keys of prototypes', null, () =>
    memoryWith('"text"', '"__proto__":{"isOwner":true},"constructor":{"prototype":{"isOwner":true}}'),
  ),
  json('nothing', null, () => Buffer.alloc(0)),
  json('100 MB of blanks', null, () => Buffer.alloc(100 * mb, ' ')),
];

/** A list of memories as a bot wrote it, with one memory that says this. */
const memoryWith = (result: string, more = '"deleted":false'): Buffer =>
  Buffer.from(
    `[{"id":"9f1c2b5e-0000-4000-8000-000000000001/9f1c2b5e-0000-4000-8000-000000000002",
    "shape_id":"9f1c2b5e-0000-4000-8000-000000000003","senders":[],"result":${result},"summary_type":"automatic",
    "group":false,"metadata":{"start_ts":1650000000.5,"end_ts":1650000000.5,"created_at":1650000000.5},${more}}]`,
  );

export const hostileInputs: readonly Hostile[] = [...names, ...entries, ...bombs, ...pictures, ...documents];
