import type { OperatorSettings } from '../../settings/actions.js';
import { resolve } from '../../settings/resolve.js';
import type { SettingKey } from '../../settings/setting.js';
import type { User } from '../../user/user.js';
import { endpointPolicies, keyPolicies, type Policy } from './identity.js';

/** What the operator decided about money for people who bring none. */
export function policyOf(settings: OperatorSettings): Policy {
  const system = said(settings, 'keys.system');
  const endpoint = said(settings, 'endpoint.for');
  return {
    systemKey: keyPolicies.find(each => each === system.value) ?? 'off',
    endpoint: endpointPolicies.find(each => each === endpoint.value) ?? 'owner',
  };
}

/** Whether the operator lends this person the keys of the home. */
export function isAllowed(settings: OperatorSettings, { accounts }: Pick<User, 'accounts'>): boolean {
  const { value } = said(settings, 'keys.allowed');
  const allowed: readonly unknown[] = Array.isArray(value) ? value : [];
  return accounts.some(({ platform, foreignId }) => platform === 'discord' && allowed.includes(foreignId));
}

/** Whether the providers of free models may keep what guests write. */
export const mayCollect = (settings: OperatorSettings): boolean =>
  said(settings, 'guests.dataCollection').value === 'allow';

const said = ({ file }: OperatorSettings, key: SettingKey) => resolve(key, { file: file.get(key) });
