type Lent<Actions> = {
  readonly [Name in keyof Actions]: Actions[Name] extends (ports: never, ...rest: infer Rest) => infer Result
    ? (...rest: Rest) => Result
    : never;
};

/** An action takes its ports first. This supplies them, so that callers need not know they exist. */
export function lend<P, Actions extends Readonly<Record<string, (ports: P, ...rest: never[]) => unknown>>>(
  ports: P,
  actions: Actions,
): Lent<Actions>;
export function lend(
  ports: unknown,
  actions: Readonly<Record<string, (ports: unknown, ...rest: unknown[]) => unknown>>,
): unknown {
  return Object.fromEntries(
    Object.entries(actions).map(([name, act]) => [name, (...rest: unknown[]) => act(ports, ...rest)]),
  );
}
