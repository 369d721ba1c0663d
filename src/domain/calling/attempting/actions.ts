import type { Draft, LlmOptions, LlmRequest } from '../../../ports/llm.js';
import { within, type Aside } from '../../around.js';
import { priceOf, type CataloguePorts } from '../../catalogue/actions.js';
import { freePrices, type Prices } from '../../catalogue/model.js';
import { priced } from '../../catalogue/price.js';
import { TzurotError } from '../../errors.js';
import { affordable } from '../../params/extras.js';
import { microsPerMs, type Micros } from '../../time.js';
import { billed, type Note } from '../../usage/actions.js';
import type { Cap } from '../../usage/budget.js';
import { budgetsFor, type BudgetPorts } from '../../usage/budgets/actions.js';
import type { SettlePorts } from '../../usage/settle/actions.js';
import { unpaid, type Payer } from '../../usage/usage.js';
import { payerFor, paying, type BillingPorts, type Purse } from '../../wallet/billing/actions.js';
import type { Ask, Wish } from '../ask.js';
import type { Attempt } from '../attempt.js';
import { errandOf } from '../errand.js';
import { isFailure, type Failure } from '../failure.js';
import type { Leave, Places } from '../places.js';
import { attemptMs } from '../retry.js';
import { ceiling, routingFor } from '../routing.js';

export type AttemptPorts = BillingPorts &
  SettlePorts &
  BudgetPorts &
  CataloguePorts & { readonly places: Places; readonly aside: Aside };

/** Whoever watches an answer being made. */
export type Watcher = {
  add(piece: string): void;
  /** Whether anything of it was shown to somebody. */
  hasShown(): boolean;
};

/** Under what circumstances a request is made. */
export type Circumstances = {
  readonly signal: AbortSignal | undefined;
  /** When all of it has to be over, by the clock that never goes back. */
  readonly until: Micros;
  /** Since when it is waited for. */
  readonly since: Micros;
  readonly watcher: Watcher | undefined;
};

export type Answered = {
  readonly kind: 'answered';
  readonly draft: Draft;
  readonly payer: Payer;
  readonly attempt: Attempt;
};

export type Failed = {
  readonly kind: 'failed';
  readonly failure: Failure;
  readonly error: TzurotError;
  readonly payer: Payer;
  readonly attempt: Attempt;
};

/** What is noted of a request on its way, also when it then fails. */
type Noted = { payer: Payer; began: Micros; ended: Micros | null; generationId: string | null };

/** One request, when its turn has come, paid for and written down. Throws whatever is not the fault of the model. */
export async function attempt(
  ports: AttemptPorts,
  ask: Ask,
  wish: Wish,
  circumstances: Circumstances,
): Promise<Answered | Failed> {
  const noted: Noted = { payer: 'none', began: circumstances.since, ended: null, generationId: null };
  const told = (outcome: Attempt['outcome'], draft: Draft | null): Attempt => ({
    model: wish.model.id,
    provider: wish.model.host,
    upstream: draft?.upstream ?? null,
    outcome,
    ms: msBetween(noted.began, noted.ended ?? noted.began),
    pausedMs: msBetween(circumstances.since, noted.began),
    generationId: noted.generationId,
    spent: draft?.spent ?? null,
  });
  try {
    const draft = await inTurn(ports, ask, wish, circumstances, noted);
    return { kind: 'answered', draft, payer: noted.payer, attempt: told('answered', draft) };
  } catch (error) {
    const failure = error instanceof TzurotError && error.facts?.['failure'];
    const wasAsked = noted.ended !== null && circumstances.signal?.aborted !== true;
    if (!(error instanceof TzurotError) || !isFailure(failure) || !wasAsked) throw error;
    return { kind: 'failed', failure, error, payer: noted.payer, attempt: told(failure, null) };
  }
}

/** Its place is free for others as soon as the model is done, whatever is still to be done about it. */
async function inTurn(
  ports: AttemptPorts,
  ask: Ask,
  wish: Wish,
  circumstances: Circumstances,
  noted: Noted,
): Promise<Draft> {
  const leave = await placeFor(ports, ask, wish, circumstances);
  try {
    const work = (purse: Purse) => paidBy(ports, ask, wish, purse, { ...circumstances, leave, noted });
    return await paying(ports, ask.identity, wish.model, work, circumstances.signal);
  } finally {
    leave();
  }
}

async function placeFor(
  ports: AttemptPorts,
  { user, identity }: Ask,
  { model }: Wish,
  { signal, until }: Circumstances,
): Promise<Leave> {
  const isOwn = (await payerFor(ports, identity, model)) === 'own';
  const claim = { userId: user.id, key: isOwn ? `${model.host} of ${user.id}` : model.host };
  const limit = { ms: leftMs(ports, until), signal, late: neverItsTurn };
  return within(ports.clock, limit, either => ports.places(claim, either));
}

type OnItsWay = Circumstances & { readonly leave: Leave; readonly noted: Noted };

/** The ledger knows of the request, and of the most it can cost, before anything is sent. */
async function paidBy(
  ports: AttemptPorts,
  ask: Ask,
  wish: Wish,
  { payer, key }: Purse,
  onItsWay: OnItsWay,
): Promise<Draft> {
  onItsWay.noted.payer = payer;
  const listed = await priceOf(ports, wish.model.host, wish.model.id);
  const prices = listed ?? (wish.model.isFree ? freePrices : null);
  const caps = await budgetsFor(ports, { ...ask, payer }, ask.user);
  const request = { ...requestOf(ports, ask, wish, caps, prices), key };
  onItsWay.signal?.throwIfAborted();
  return billed(ports, errandOf(ask, wish, payer, prices), caps, async note => {
    const made = await sent(ports, wish, request, note, onItsWay);
    return { ...made, spent: payer === 'none' ? unpaid(made.spent) : priced(made.spent, prices ?? ceiling) };
  });
}

async function sent(
  ports: AttemptPorts,
  { model }: Wish,
  request: LlmRequest,
  note: Note,
  { signal, until, watcher, leave, noted }: OnItsWay,
): Promise<Draft> {
  const onGeneration = (id: string) => {
    noted.generationId = id;
    note.generation(id);
  };
  const told: LlmOptions = { onGeneration, ...(watcher && { onText: piece => watcher.add(piece) }) };
  const ms = Math.min(attemptMs, leftMs(ports, until));
  noted.began = ports.clock.monotonic();
  try {
    return await within(ports.clock, { ms, signal, late: () => tooSlow(model.id) }, either =>
      ports.llms.of(model.host).complete(request, { ...told, signal: either, deadlineMs: ms }),
    );
  } finally {
    noted.ended = ports.clock.monotonic();
    leave();
  }
}

/** Always piece by piece: so a model that falls silent is noticed long before its time is over. */
const requestOf = (
  { operatorSettings }: AttemptPorts,
  { identity, prompt, tools }: Ask,
  { model, params }: Wish,
  caps: readonly Cap[],
  prices: Prices | null,
): Omit<LlmRequest, 'key'> => ({
  model: model.id,
  prompt,
  params: affordable(identity, params),
  ...(tools && { tools }),
  isStreamed: true,
  routing: routingFor(operatorSettings, { host: model.host, identity, isHeld: prices === null && caps.length > 0 }),
});

export const leftMs = ({ clock }: Pick<AttemptPorts, 'clock'>, until: Micros): number =>
  Math.floor((until - clock.monotonic()) / microsPerMs);

const msBetween = (from: Micros, to: Micros): number => Math.round((to - from) / microsPerMs);

const tooSlow = (model: string) =>
  new TzurotError('unavailable', `${model} had not finished its answer in time. Try again later.`, {
    facts: { failure: 'timeout' satisfies Failure },
  });

const neverItsTurn = () =>
  new TzurotError('unavailable', 'So much is being asked that this never had its turn. Try again in a while.', {
    facts: { limit: 'queue', kind: 'time' },
  });
