import type { IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { badJson } from './problems.ts';
import { isObject, parsed, type Json, type JsonObject } from './wire.ts';

export type Upload = {
  readonly field: string;
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array;
};

export type Asked = {
  readonly method: string;
  /** Without what stands before the version, and without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: JsonObject;
  /** A body that is a list, as whole sets of commands are. */
  readonly list: readonly Json[];
  readonly files: readonly Upload[];
};

/** What stands in a request’s body, be it JSON or a form with files. */
export async function asked(request: IncomingMessage, url: URL): Promise<Asked> {
  const bytes = await buffer(request);
  const type = request.headers['content-type'] ?? '';
  const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
  const whole = {
    method: request.method ?? 'GET',
    path: url.pathname.replace(/^\/api(\/v\d+)?/, ''),
    query: url.searchParams,
    headers,
    body: {},
    list: [],
    files: [],
  };
  if (bytes.length === 0) return whole;
  if (type.startsWith('multipart/form-data')) return { ...whole, ...(await form(bytes, type)) };
  const body = parsed(bytes.toString());
  if (body === undefined) throw badJson();
  return { ...whole, body: isObject(body) ? body : {}, list: Array.isArray(body) ? body : [] };
}

async function form(bytes: Uint8Array, type: string): Promise<Pick<Asked, 'body' | 'files'>> {
  const fields = await new Response(new Uint8Array(bytes), { headers: { 'content-type': type } }).formData();
  const files: Upload[] = [];
  const plain: Record<string, Json> = {};
  for (const [field, value] of fields) {
    if (typeof value === 'string') plain[field] = value;
    else files.push({ field, name: value.name, type: value.type, bytes: await value.bytes() });
  }
  const payload = typeof plain['payload_json'] === 'string' ? parsed(plain['payload_json']) : plain;
  if (payload === undefined) throw badJson();
  return { body: isObject(payload) ? payload : {}, files };
}
