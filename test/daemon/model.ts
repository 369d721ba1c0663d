import * as z from 'zod';
import { keyService } from '../fakes/key-service.js';
import { fakeProvider, says, type Act, type Asked, type FakeProvider } from '../fakes/provider.js';

const pieces = z.array(z.looseObject({ type: z.string(), text: z.string().optional() }));
const bodySchema = z.looseObject({
  model: z.string(),
  messages: z.array(z.looseObject({ role: z.string(), content: z.union([z.string(), pieces]) })),
});

/** What a model was asked, as far as tests look at it. */
export type Question = {
  readonly model: string;
  /** Everything that comes before the conversation. */
  readonly system: string;
  /** The conversation, the message that is answered last. */
  readonly turns: readonly { readonly role: string; readonly text: string }[];
  /** What the last turn says. */
  readonly last: string;
  /** Who is to speak, by slug: those of the stage are told who they are. */
  readonly who: string;
  /** Pictures that came along. */
  readonly pictures: number;
  readonly authorization: string;
};

/** What a model does when it is asked, or what it says. Undefined: the usual. */
export type Behaviour = (question: Question, index: number) => Act | string | undefined;

export type Model = AsyncDisposable & {
  readonly url: string;
  readonly provider: FakeProvider;
  /** What it was asked so far, oldest first. */
  readonly questions: readonly Question[];
  behave(behaviour: Behaviour): void;
  /** Which keys it says are good, where it is asked about one. */
  readonly known: Record<string, Record<string, unknown>>;
  /** Answers wait from now on, until `go`. */
  hold(): Held;
};

export type Held = { readonly go: () => void; asked(times?: number): Promise<void> };

/** A model service behind which nobody thinks: each answer says who speaks, and which answer it is. */
export async function scriptedModel(): Promise<Model> {
  const questions: Question[] = [];
  const known: Record<string, Record<string, unknown>> = {};
  let behaviour: Behaviour = () => undefined;
  let gate: Promise<void> = Promise.resolve();
  const waiting = new Set<() => void>();

  const act: Act = async (response, asked) => {
    if (asked.method !== 'POST') return keyService(known).act(response, asked);
    const question = questionIn(asked);
    questions.push(question);
    const index = questions.length;
    for (const wake of waiting) wake();
    await gate;
    const does = behaviour(question, index) ?? `${question.who} gives answer ${index}.`;
    await (typeof does === 'string' ? says(does) : does)(response, asked);
  };
  const provider = await fakeProvider(act);
  return {
    url: provider.url,
    provider,
    questions,
    known,
    behave: next => void (behaviour = next),
    hold() {
      const { promise, resolve } = Promise.withResolvers<void>();
      const before = questions.length;
      gate = promise;
      return {
        go: resolve,
        asked: (times = 1) =>
          new Promise(done => {
            const look = () => {
              if (questions.length < before + times) return;
              waiting.delete(look);
              done();
            };
            waiting.add(look);
            look();
          }),
      };
    },
    [Symbol.asyncDispose]: () => provider[Symbol.asyncDispose](),
  };
}

function questionIn({ body, headers }: Asked): Question {
  const { model, messages } = bodySchema.parse(JSON.parse(body));
  const textOf = (content: z.infer<typeof bodySchema>['messages'][number]['content']) =>
    typeof content === 'string' ? content : content.map(({ text }) => text ?? '').join('\n');
  const said = messages.map(({ role, content }) => ({ role, text: textOf(content) }));
  const system = said.flatMap(({ role, text }) => (role === 'system' ? [text] : [])).join('\n');
  const turns = said.filter(({ role }) => role !== 'system');
  const pictures = messages.flatMap(({ content }) => (typeof content === 'string' ? [] : content));
  return {
    model,
    system,
    turns,
    last: turns.at(-1)?.text ?? '',
    who: /Goes by (\w+)\./.exec(system)?.[1] ?? 'Somebody',
    pictures: pictures.filter(({ type }) => type === 'image_url').length,
    authorization: headers.authorization ?? '',
  };
}
