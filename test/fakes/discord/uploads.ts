import type { Asked, Upload } from './asked.ts';
import type { Core } from './core.ts';
import { invalidForm } from './problems.ts';
import { objectsIn, textIn } from './wire.ts';
import type { Attachment } from './world.ts';

const largest = 10 * 1024 * 1024;

/** The files of a request, each at its own address from now on, and those that are to stay. */
export function uploaded(core: Core, channelId: string, { body, files }: Asked, there: readonly Attachment[] = []) {
  const wanted = objectsIn(body, 'attachments');
  const isListed = Array.isArray(body['attachments']);
  const stay = isListed ? there.filter(({ id }) => wanted.some(each => each['id'] === id)) : there;
  return [...stay, ...files.map((file, at) => upload(core, channelId, file, descriptionOf(wanted, file, at)))];
}

export function upload(core: Core, channelId: string, file: Upload, description?: string): Attachment {
  if (file.bytes.length > largest)
    throw invalidForm('files', 'BASE_TYPE_MAX_LENGTH', 'File cannot be larger than 10.0 MiB.');
  const id = core.snowflake();
  const path = `/attachments/${channelId}/${id}/${encodeURIComponent(file.name)}`;
  core.world.files.set(path, { type: file.type, bytes: file.bytes });
  return {
    id,
    filename: file.name,
    size: file.bytes.length,
    url: core.cdn + path,
    proxy_url: core.cdn + path,
    ...(file.type === '' ? {} : { content_type: file.type }),
    ...(description === undefined ? {} : { description }),
    ...sizeOf(file.bytes),
  };
}

const descriptionOf = (wanted: ReturnType<typeof objectsIn>, { field }: Upload, at: number): string | undefined => {
  const number = /\[(\d+)\]/.exec(field)?.[1] ?? String(at);
  const about = wanted.find(each => String(each['id']) === number);
  return about && textIn(about, 'description');
};

/** Width and height, as they stand in a PNG. */
const sizeOf = (bytes: Uint8Array): { width?: number; height?: number } => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const isPng = bytes.length >= 24 && view.getUint32(0) === 0x89504e47;
  return isPng ? { width: view.getUint32(16), height: view.getUint32(20) } : {};
};
