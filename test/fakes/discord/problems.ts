import type { JsonObject } from './wire.ts';

/** What Discord says when it does not do what it was asked. */
export class Problem extends Error {
  override name = 'Problem';
  readonly status: number;
  readonly code: number;
  readonly errors: JsonObject | undefined;

  constructor(status: number, code: number, message: string, errors?: JsonObject) {
    super(message);
    this.status = status;
    this.code = code;
    this.errors = errors;
  }

  get body(): JsonObject {
    return { message: this.message, code: this.code, ...(this.errors ? { errors: this.errors } : {}) };
  }
}

const saying = (status: number, code: number, message: string) => () => new Problem(status, code, message);

export const unauthorized = saying(401, 0, '401: Unauthorized');
export const notFound = saying(404, 0, '404: Not Found');
export const wrongMethod = saying(405, 0, '405: Method Not Allowed');
export const unknownChannel = saying(404, 10003, 'Unknown Channel');
export const unknownGuild = saying(404, 10004, 'Unknown Guild');
export const unknownMember = saying(404, 10007, 'Unknown Member');
export const unknownMessage = saying(404, 10008, 'Unknown Message');
export const unknownUser = saying(404, 10013, 'Unknown User');
export const unknownEmoji = saying(404, 10014, 'Unknown Emoji');
export const unknownWebhook = saying(404, 10015, 'Unknown Webhook');
export const unknownInteraction = saying(404, 10062, 'Unknown interaction');
export const unknownCommand = saying(404, 10063, 'Unknown application command');
export const tooManyWebhooks = saying(400, 30007, 'Maximum number of webhooks reached (15)');
export const tooManyEmojis = saying(400, 30008, 'Maximum number of emojis reached (2000)');
export const alreadyAcknowledged = saying(400, 40060, 'Interaction has already been acknowledged.');
export const missingAccess = saying(403, 50001, 'Missing Access');
export const notYours = saying(403, 50005, 'Cannot edit a message authored by another user');
export const emptyMessage = saying(400, 50006, 'Cannot send an empty message');
export const notATextChannel = saying(400, 50008, 'Cannot send messages in a non-text channel');
export const missingPermissions = saying(403, 50013, 'Missing Permissions');
export const badWebhookToken = saying(401, 50027, 'Invalid Webhook Token');
export const threadIsArchived = saying(400, 50083, 'Thread is archived');
export const badJson = saying(400, 50109, 'The request body contains invalid JSON.');
export const noReplyWithoutHistory = saying(400, 160002, 'Cannot reply without permission to read message history');
export const threadExists = saying(400, 160004, 'A thread has already been created for this message');
export const forumNeedsThread = saying(
  400,
  220001,
  'Webhooks posted to forum channels must have a thread_name or thread_id',
);
export const threadTwice = saying(
  400,
  220002,
  'Webhooks posted to forum channels cannot have both a thread_name and thread_id',
);
export const threadsOnlyInForums = saying(400, 220003, 'Webhooks can only create threads in forum channels');

/** Nobody can write to this person: in one way or in the other. */
export const cannotWriteTo = (code: number): Problem =>
  code === 50278
    ? new Problem(403, 50278, 'Cannot send messages to this user due to having no mutual guilds')
    : new Problem(403, 50007, 'Cannot send messages to this user');

/** What is wrong with the field at this path, which is written with dots. */
export function invalidForm(path: string, code: string, message: string): Problem {
  const errors = path
    .split('.')
    .reduceRight<JsonObject>((inner, key) => ({ [key]: inner }), { _errors: [{ code, message }] });
  return new Problem(400, 50035, 'Invalid Form Body', errors);
}
