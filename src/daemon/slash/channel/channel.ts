import type { Group } from '../command.js';
import { activate } from './activate.js';
import { deactivate } from './deactivate.js';
import { list } from './list.js';

export const channel: Group = {
  name: 'channel',
  description: 'Who answers in this channel without being called.',
  permission: 'manage-channels',
  inDirectMessages: false,
  parts: [activate, deactivate, list],
};
