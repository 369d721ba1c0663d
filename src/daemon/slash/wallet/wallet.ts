import type { ConfidentialGroup } from '../command.js';
import { list } from './list.js';
import { remove } from './remove.js';
import { set } from './set.js';

export const wallet: ConfidentialGroup = {
  name: 'wallet',
  description: 'Your own keys for models and voices.',
  permission: null,
  inDirectMessages: true,
  parts: [set, list, remove],
};
