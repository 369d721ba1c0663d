import type { CommandShape } from '../../domain/interaction/asked.js';
import { autoResponse } from './auto-response.js';
import { channel } from './channel/channel.js';
import type { Command, Group, Sequel } from './command.js';
import { forgetConfirmed, forgetMe } from './forget-me.js';
import { helpOn } from './help.js';
import { ping } from './ping.js';
import { reset } from './reset.js';
import { shapeOf } from './shape.js';
import { keyGiven } from './wallet/set.js';
import { wallet } from './wallet/wallet.js';

/** Every command that people can use on Discord. */
export const commands: readonly (Command | Group)[] = [
  helpOn(() => commands),
  ping,
  autoResponse,
  channel,
  forgetMe,
  reset,
  wallet,
];

/** What goes on after a form or a button of theirs. */
export const sequels: readonly Sequel[] = [forgetConfirmed, keyGiven];

/** What Discord is told that there is. */
export const commandShapes = (): CommandShape[] => commands.map(shapeOf);
