import type { Notices } from '../../../ports/notices.js';
import { priceOf, type CataloguePorts } from '../../catalogue/actions.js';
import { explain, type SettingPorts } from '../../settings/actions.js';
import { textOf } from '../../settings/resolve.js';
import { microsPerDay } from '../../time.js';
import type { Payer } from '../../usage/usage.js';
import type { BillingPorts } from '../../wallet/billing/actions.js';
import type { Asking } from '../completion/actions.js';
import { dearerInWords, timesDearer } from './dearer.js';

export type RemarkPorts = SettingPorts & CataloguePorts & BillingPorts & { readonly notices: Notices };

const onceInMicros = 30 * microsPerDay;

/** What whoever paid for an answer should know besides: once a month, not with each answer. */
export async function remarksOn(
  ports: RemarkPorts,
  { personality, context }: Pick<Asking, 'personality' | 'context'>,
  payer: Payer,
): Promise<string[]> {
  const { user, model, settings } = context;
  if (payer !== 'own' || settings.model.from !== 'personality') return [];
  const usual = textOf(await usualOf(ports, context)) ?? ports.llms.of(model.host).defaultModel;
  const [price, usualPrice] = [await priceOf(ports, model.host, model.id), await priceOf(ports, model.host, usual)];
  const times = price && usualPrice && timesDearer(price, usualPrice);
  if (times === undefined || times === null) return [];
  const now = ports.clock.now();
  const isNews = await ports.notices.claim(user.id, 'dearer', `${personality.id} ${model.id}`, onceInMicros, now);
  return isNews ? [dearerInWords(personality.displayName, model.id, usual, times)] : [];
}

/** The model a person has where no personality asks for another. */
const usualOf = (ports: SettingPorts, { user }: Asking['context']) => explain(ports, 'llm.model', { user });
