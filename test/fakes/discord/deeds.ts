import { commandData, commandNamed } from './command-data.ts';
import type { Core } from './core.ts';
import { finding } from './finding.ts';
import { interact, type Interaction } from './interactions.ts';
import { messageIn } from './messages.ts';
import { isObject, objectsIn, textIn, type JsonObject } from './wire.ts';
import type { Message } from './world.ts';

/** A deed, or the id of one, for who is not in this process. */
type Deed = Interaction | string;

/** What people do that the program is to answer: commands, buttons, forms. */
export function deeds(core: Core) {
  const { world } = core;
  const { channelOf, messageOf, userOf } = finding(core);
  const doneTo = (channel: string, user: string) => ({ channel: channelOf(channel), user: userOf(user) });

  const meant = (deed: Deed): Interaction => {
    if (typeof deed !== 'string') return deed;
    const found = world.interactions.values().find(({ id }) => id === deed);
    if (found === undefined) throw new Error(`Nobody did anything here that is called “${deed}”.`);
    return found;
  };

  return {
    pressButton(
      channel: string,
      message: string,
      customId: string,
      user: string,
      values?: readonly string[],
    ): Interaction {
      const under = messageIn(core, channelOf(channel).id, message);
      const component = componentIn(under.components, customId);
      if (component === undefined) throw new Error(`Under that message is nothing called “${customId}”.`);
      const data = {
        custom_id: customId,
        component_type: component['type'] ?? 2,
        id: component['id'] ?? 1,
        ...(values ? { values } : {}),
      };
      return interact(core, { type: 3, data, message: under, ...doneTo(channel, user) });
    },

    /** Presses what only one person sees, under an answer to an earlier deed of theirs. */
    pressEphemeral(deed: Deed, message: string, customId: string): Interaction {
      const earlier = meant(deed);
      const under = earlier.ephemeral.get(message);
      const component = under && componentIn(under.components, customId);
      if (under === undefined || component === undefined)
        throw new Error(`Under that message is nothing called “${customId}”.`);
      const data = { custom_id: customId, component_type: component['type'] ?? 2, id: component['id'] ?? 1 };
      return interact(core, { type: 3, data, message: under, ...doneTo(earlier.channelId, earlier.userId) });
    },

    /** `channel activate` names a subcommand. Options are plain values by their names. */
    useCommand: (name: string, options: JsonObject, user: string, channel: string): Interaction =>
      interact(core, { type: 2, data: commandData(core, name, options, channelOf(channel)), ...doneTo(channel, user) }),

    /** A command of the menu that opens on a message or on a person. */
    useMenu(
      name: string,
      target: { readonly message?: string; readonly user?: string },
      user: string,
      channel: string,
    ): Interaction {
      const command = commandNamed(core, name, channelOf(channel));
      const message = target.message === undefined ? undefined : messageOf(target.message, channel);
      const person = target.user === undefined ? undefined : userOf(target.user);
      const data = {
        id: command['id'],
        name,
        type: command['type'],
        target_id: message?.id ?? person?.id,
        resolved: message ? { messages: { [message.id]: message } } : person ? { users: { [person.id]: person } } : {},
      };
      return interact(core, { type: 2, data, ...doneTo(channel, user) });
    },

    /** While somebody is still writing an option. */
    autocomplete: (name: string, options: JsonObject, focused: string, user: string, channel: string): Interaction =>
      interact(core, {
        type: 4,
        data: commandData(core, name, options, channelOf(channel), focused),
        ...doneTo(channel, user),
      }),

    /** Fills in the form that a deed of theirs was answered with. */
    submitModal(deed: Deed, fields: Readonly<Record<string, string>>): Interaction {
      const earlier = meant(deed);
      if (earlier.acknowledged?.type !== 9) throw new Error('That was not answered with a form.');
      const form = earlier.acknowledged.data;
      const data = { custom_id: form['custom_id'], components: filledIn(objectsIn(form, 'components'), fields) };
      const message =
        earlier.messageId === undefined ? undefined : world.histories.get(earlier.channelId)?.get(earlier.messageId);
      return interact(core, {
        type: 5,
        data,
        ...(message ? { message } : {}),
        ...doneTo(earlier.channelId, earlier.userId),
      });
    },

    /** How it stands with a deed. */
    interaction: (deed: Deed): Interaction => meant(deed),

    /** What the program answered, whether or not others see it. */
    answerTo(deed: Deed): Message | undefined {
      const interaction = meant(deed);
      const original = interaction.originalId ?? '';
      return interaction.ephemeral.get(original) ?? world.histories.get(interaction.channelId)?.get(original);
    },
  };
}

function componentIn(components: readonly JsonObject[], customId: string): JsonObject | undefined {
  for (const each of components) {
    if (each['custom_id'] === customId) return each;
    const accessory = isObject(each['accessory']) ? [each['accessory']] : [];
    const inner = componentIn([...objectsIn(each, 'components'), ...accessory], customId);
    if (inner) return inner;
  }
  return undefined;
}

/** The form with what somebody wrote, in the shape it came in. */
const filledIn = (components: readonly JsonObject[], fields: Readonly<Record<string, string>>): JsonObject[] =>
  components.map(each => {
    const customId = textIn(each, 'custom_id');
    const value = customId === undefined ? {} : { custom_id: customId, value: fields[customId] ?? '' };
    const single = isObject(each['component']) ? filledIn([each['component']], fields)[0] : undefined;
    return {
      type: each['type'],
      ...(each['id'] === undefined ? {} : { id: each['id'] }),
      ...value,
      ...(Array.isArray(each['components']) ? { components: filledIn(objectsIn(each, 'components'), fields) } : {}),
      ...(single ? { component: single } : {}),
    };
  });
