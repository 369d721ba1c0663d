import { basename } from 'node:path';
import { readSmallFile } from '../adapters/files/read.js';
import { createFile } from '../adapters/files/write.js';
import { attachmentLimits, type Attachment } from '../domain/turn/seeing/attachment.js';
import { messageOf, TzurotError } from '../domain/errors.js';
import { Secret } from '../domain/wallet/secret.js';

export { assertThere } from '../adapters/files/read.js';

/** Writes a file where nothing is yet, for its owner alone. */
export function writeNewFile(path: string, content: string | Uint8Array): void {
  if (!createdFile(path, content))
    throw new TzurotError('conflict', `${path} is there already, and was left alone. Name another file.`);
}

function createdFile(path: string, content: string | Uint8Array): boolean {
  try {
    return createFile(path, content);
  } catch (cause) {
    throw new TzurotError('unavailable', `${path} cannot be written (${messageOf(cause)}). Name another file.`, {
      cause,
    });
  }
}

const mostPictureBytes = 10 * 1024 * 1024;

/** A picture as a person has it in a file. */
export const readPicture = (path: string): Uint8Array => readSmallFile(path, mostPictureBytes);

/** A file as a person shows it to a personality. */
export const readAttachment = (path: string): Attachment => ({
  name: basename(path),
  bytes: readSmallFile(path, attachmentLimits.bytes),
  transcript: null,
});

/** Refuses more files than go along with one message. */
export function assertFewEnough(files: readonly unknown[]): void {
  if (files.length <= attachmentLimits.files) return;
  throw new TzurotError(
    'invalid',
    `With one message go at most ${attachmentLimits.files} files. Say something with these first, and attach the others then.`,
  );
}

const mostKeyBytes = 64 * 1024;

/** A key as a person has it in a file. The name of the file is not repeated: it may be the key, in the wrong place. */
export function readKeyFile(path: string): Secret {
  try {
    return new Secret(Buffer.from(readSmallFile(path, mostKeyBytes)).toString('utf8'));
  } catch (cause) {
    if (!(cause instanceof TzurotError)) throw cause;
    throw new TzurotError(
      cause.code,
      'There is no file of that name that could be read, or it is too large for a key.',
    );
  }
}
