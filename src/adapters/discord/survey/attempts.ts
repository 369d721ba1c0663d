import type { Attempt } from '../../../ports/discord-survey.js';
import { ask, understood, type Answer, type Asking } from './ask.js';
import { madeSchema } from './wire.js';

/** No two emojis may have the same name, and an earlier one may have been left behind. */
const trialName = ({ clock }: Asking) => `tzurot_${clock.now().toString(36)}`;

/** A picture of one dot that nobody can see. */
const dot =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==';

export const tryEmoji = (asking: Asking, applicationId: string): Promise<Attempt> =>
  madeAndTaken(asking, `applications/${applicationId}/emojis`, {
    type: 'application/json',
    body: JSON.stringify({ name: trialName(asking), image: dot }),
  });

const boundary = 'tzurot-trial-boundary';

const form = [
  `--${boundary}`,
  'content-disposition: form-data; name="payload_json"',
  'content-type: application/json',
  '',
  JSON.stringify({ flags: 1 << 12, allowed_mentions: { parse: [] } }),
  `--${boundary}`,
  'content-disposition: form-data; name="files[0]"; filename="trial.txt"',
  'content-type: text/plain',
  '',
  'Whether files can be kept here. This one goes at once.',
  `--${boundary}--`,
  '',
].join('\r\n');

export const tryFile = (asking: Asking, channelId: string): Promise<Attempt> =>
  madeAndTaken(asking, `channels/${channelId}/messages`, {
    type: `multipart/form-data; boundary=${boundary}`,
    body: form,
  });

/** What Discord makes below a path, it also takes away below it. */
async function madeAndTaken(
  asking: Asking,
  path: string,
  what: { readonly type: string; readonly body: string },
): Promise<Attempt> {
  const made = await ask(asking, path, { method: 'POST', ...what });
  if (made.is === 'refused') return refusedAs(made);
  const { id } = understood(made.body, madeSchema);
  await ask(asking, `${path}/${id}`, { method: 'DELETE' });
  return null;
}

const words: Readonly<Record<number, string>> = {
  30_008: 'there are as many emojis as there may be',
  50_013: 'the bot lacks a permission for it',
};

const refusedAs = ({ status, code }: Extract<Answer, { readonly is: 'refused' }>): string =>
  words[code ?? 0] ?? `Discord refuses it (${code ?? status})`;
