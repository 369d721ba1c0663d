import { emptyMessage, invalidForm } from './problems.ts';
import { isObject, numberIn, objectIn, objectsIn, textIn, textsIn, type JsonObject } from './wire.ts';

const componentsV2 = 1 << 15;

/** Discord counts characters, not units of UTF-16. */
const lengthOf = (text: string): number => [...text].length;

const isTooLong = (text: string, most: number) => text.length > most && lengthOf(text) > most;

function checkLength(body: JsonObject, key: string, most: number, at = key, least = 0): void {
  const value = body[key];
  if (value === undefined || value === null) return;
  if (typeof value !== 'string') throw invalidForm(at, 'STRING_TYPE_CONVERT', 'Could not interpret value as string.');
  if (isTooLong(value, most) || value.length < least) {
    const [code, words] =
      least === 0
        ? ['BASE_TYPE_MAX_LENGTH', `Must be ${most} or fewer in length.`]
        : ['BASE_TYPE_BAD_LENGTH', `Must be between ${least} and ${most} in length.`];
    throw invalidForm(at, code, words);
  }
}

/** Everything about a message that is wrong whoever sends it. */
export function checkMessage(body: JsonObject, files: number): void {
  checkLength(body, 'content', 2000);
  checkEmbeds(objectsIn(body, 'embeds'));
  checkAllowed(objectIn(body, 'allowed_mentions') ?? {});
  const components = objectsIn(body, 'components');
  checkComponents(components, ((numberIn(body, 'flags') ?? 0) & componentsV2) !== 0);
  const nonce = body['nonce'];
  if (typeof nonce === 'string' && nonce.length > 25)
    throw invalidForm('nonce', 'NONCE_TYPE_TOO_LONG', 'Nonce is too long (max is 25 characters).');
  if (files > 10) throw invalidForm('attachments', 'BASE_TYPE_MAX_LENGTH', 'Must be 10 or fewer in length.');
  const isV2 = ((numberIn(body, 'flags') ?? 0) & componentsV2) !== 0;
  if (isV2 && ((textIn(body, 'content') ?? '') !== '' || objectsIn(body, 'embeds').length > 0))
    throw invalidForm(
      'content',
      'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
      "The 'content' field cannot be used when using MessageFlags.IS_COMPONENTS_V2",
    );
}

/** One may let all be pinged, or name those who may be, not both. */
function checkAllowed(allowed: JsonObject): void {
  const parse = textsIn(allowed, 'parse');
  for (const kind of ['users', 'roles']) {
    if (parse.includes(kind) && textsIn(allowed, kind).length > 0)
      throw invalidForm(
        'allowed_mentions',
        'MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE',
        `parse:["${kind}"] and ${kind}: [ids...] are mutually exclusive.`,
      );
    if (textsIn(allowed, kind).length > 100)
      throw invalidForm(`allowed_mentions.${kind}`, 'BASE_TYPE_MAX_LENGTH', 'Must be 100 or fewer in length.');
  }
}

/** A message must have something in it. */
export function checkSubstance(body: JsonObject, files: number): void {
  const hasText = (textIn(body, 'content') ?? '').trim() !== '';
  const lists = ['embeds', 'sticker_ids', 'components'].some(key => {
    const list = body[key];
    return Array.isArray(list) && list.length > 0;
  });
  const isForward = objectIn(body, 'message_reference')?.['type'] === 1;
  if (!hasText && !lists && files === 0 && !isForward && !isObject(body['poll'])) throw emptyMessage();
}

function checkEmbeds(embeds: readonly JsonObject[]): void {
  if (embeds.length > 10) throw invalidForm('embeds', 'BASE_TYPE_MAX_LENGTH', 'Must be 10 or fewer in length.');
  let total = 0;
  for (const [at, embed] of embeds.entries()) {
    const path = `embeds.${at}`;
    checkLength(embed, 'title', 256, `${path}.title`);
    checkLength(embed, 'description', 4096, `${path}.description`);
    checkLength(objectIn(embed, 'footer') ?? {}, 'text', 2048, `${path}.footer.text`);
    checkLength(objectIn(embed, 'author') ?? {}, 'name', 256, `${path}.author.name`);
    const fields = objectsIn(embed, 'fields');
    if (fields.length > 25)
      throw invalidForm(`${path}.fields`, 'BASE_TYPE_MAX_LENGTH', 'Must be 25 or fewer in length.');
    for (const [nth, field] of fields.entries()) {
      checkLength(field, 'name', 256, `${path}.fields.${nth}.name`, 1);
      checkLength(field, 'value', 1024, `${path}.fields.${nth}.value`, 1);
    }
    const texts = [
      textIn(embed, 'title'),
      textIn(embed, 'description'),
      textIn(objectIn(embed, 'footer') ?? {}, 'text'),
      textIn(objectIn(embed, 'author') ?? {}, 'name'),
      ...fields.flatMap(field => [textIn(field, 'name'), textIn(field, 'value')]),
    ];
    total += texts.reduce((sum, text) => sum + lengthOf(text ?? ''), 0);
  }
  if (total > 6000) throw invalidForm('embeds', 'MAX_EMBED_SIZE_EXCEEDED', 'Embed size exceeds maximum size of 6000');
}

/** Rows of buttons and menus, or the newer layouts; the limits are the documented ones. */
export function checkComponents(components: readonly JsonObject[], isV2: boolean): void {
  if (!isV2 && components.length > 5)
    throw invalidForm('components', 'BASE_TYPE_BAD_LENGTH', 'Must be between 1 and 5 in length.');
  const seen = new Set<string>();
  let count = 0;
  const walk = (list: readonly JsonObject[], path: string): void => {
    for (const [at, component] of list.entries()) {
      count += 1;
      const here = `${path}.${at}`;
      checkLength(component, 'custom_id', 100, `${here}.custom_id`, 1);
      checkLength(component, 'label', component['type'] === 2 ? 80 : 45, `${here}.label`);
      checkLength(component, 'placeholder', component['type'] === 4 ? 100 : 150, `${here}.placeholder`);
      checkLength(component, 'content', 4000, `${here}.content`);
      const id = textIn(component, 'custom_id');
      if (id !== undefined && seen.has(id))
        throw invalidForm(
          `${here}.custom_id`,
          'COMPONENT_CUSTOM_ID_DUPLICATED',
          'Component custom id cannot be duplicated',
        );
      if (id !== undefined) seen.add(id);
      if (objectsIn(component, 'options').length > 25)
        throw invalidForm(`${here}.options`, 'BASE_TYPE_BAD_LENGTH', 'Must be between 1 and 25 in length.');
      const inner = objectsIn(component, 'components');
      if (component['type'] === 1 && (inner.length < 1 || inner.length > 5))
        throw invalidForm(`${here}.components`, 'BASE_TYPE_BAD_LENGTH', 'Must be between 1 and 5 in length.');
      walk(inner, `${here}.components`);
      const single = objectIn(component, 'component');
      if (single) walk([single], `${here}.component`);
    }
  };
  walk(components, 'components');
  if (isV2 && count > 40)
    throw invalidForm('components', 'BASE_TYPE_BAD_LENGTH', 'Must be between 1 and 40 in length.');
}

/** A webhook’s name, and the name a message of it bears. */
export function checkWebhookName(body: JsonObject, key: 'name' | 'username'): void {
  checkLength(body, key, 80, key, 1);
  const name = textIn(body, key) ?? '';
  const forbidden = ['clyde', 'discord'].find(word => name.toLowerCase().includes(word));
  if (forbidden !== undefined)
    throw invalidForm(key, 'USERNAME_INVALID_CONTAINS', `Username cannot contain "${forbidden}"`);
  if (key in body && body[key] !== null && name.trim() === '')
    throw invalidForm(key, 'BASE_TYPE_BAD_LENGTH', 'Must be between 1 and 80 in length.');
}

export function checkModal(data: JsonObject): void {
  checkLength(data, 'title', 45, 'data.title', 1);
  checkLength(data, 'custom_id', 100, 'data.custom_id', 1);
  const components = objectsIn(data, 'components');
  if (components.length < 1 || components.length > 5)
    throw invalidForm('data.components', 'BASE_TYPE_BAD_LENGTH', 'Must be between 1 and 5 in length.');
  checkComponents(components, false);
}

const commandName = /^[-_'\p{L}\p{N}\p{Script=Devanagari}\p{Script=Thai}]{1,32}$/u;

export function checkCommand(body: JsonObject): void {
  const name = textIn(body, 'name') ?? '';
  const isSlash = (numberIn(body, 'type') ?? 1) === 1;
  if (isSlash && (!commandName.test(name) || name !== name.toLowerCase()))
    throw invalidForm('name', 'APPLICATION_COMMAND_INVALID_NAME', 'Command name is invalid');
  if (isSlash) checkLength({ description: '', ...body }, 'description', 100, 'description', 1);
  checkOptions(objectsIn(body, 'options'), 'options');
  if (JSON.stringify(body).length > 20_000 || sizeOf(body) > 8000)
    throw invalidForm('', 'APPLICATION_COMMAND_TOO_LARGE', 'Command exceeds maximum size (8000)');
}

function checkOptions(options: readonly JsonObject[], path: string): void {
  if (options.length > 25) throw invalidForm(path, 'BASE_TYPE_MAX_LENGTH', 'Must be 25 or fewer in length.');
  for (const [at, option] of options.entries()) {
    const name = textIn(option, 'name') ?? '';
    if (!commandName.test(name) || name !== name.toLowerCase())
      throw invalidForm(`${path}.${at}.name`, 'APPLICATION_COMMAND_INVALID_NAME', 'Command name is invalid');
    checkLength({ description: '', ...option }, 'description', 100, `${path}.${at}.description`, 1);
    const choices = objectsIn(option, 'choices');
    if (choices.length > 25)
      throw invalidForm(`${path}.${at}.choices`, 'BASE_TYPE_MAX_LENGTH', 'Must be 25 or fewer in length.');
    checkOptions(objectsIn(option, 'options'), `${path}.${at}.options`);
  }
  const firstOptional = options.findIndex(option => option['required'] !== true);
  if (firstOptional >= 0 && options.slice(firstOptional).some(option => option['required'] === true))
    throw invalidForm(
      path,
      'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID',
      'Required options must be placed before non-required options',
    );
}

/** Names, descriptions and values, as they are counted together. */
const sizeOf = (item: JsonObject): number =>
  lengthOf(textIn(item, 'name') ?? '') +
  lengthOf(textIn(item, 'description') ?? '') +
  lengthOf(textIn(item, 'value') ?? '') +
  [...objectsIn(item, 'options'), ...objectsIn(item, 'choices')].reduce((sum, each) => sum + sizeOf(each), 0);
