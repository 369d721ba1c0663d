import type { Asked } from './asked.ts';
import type { Core } from './core.ts';
import type { Json } from './wire.ts';

export type Reply = { readonly status: number; readonly body?: Json };

export type Params = { readonly [name: string]: string };

export type Route = {
  readonly method: string;
  /** `/channels/:channel/messages` */
  readonly pattern: string;
  /** The token in the path is all that is needed. */
  readonly isOpen?: true;
  act(core: Core, asked: Asked, params: Params): Reply;
};

export const ok = (body: Json): Reply => ({ status: 200, body });
export const created = (body: Json): Reply => ({ status: 201, body });
export const nothing: Reply = { status: 204 };

type Found = { readonly route: Route; readonly params: Params };

/** Finds the route by the address; nothing, where there is none. */
export function routing(routes: readonly Route[]): (method: string, path: string) => Found | undefined {
  const bySize = Map.groupBy(
    routes.map(route => ({ route, parts: route.pattern.split('/') })),
    ({ route, parts }) => `${route.method} ${parts.length}`,
  );
  return (method, path) => {
    const given = path.split('/');
    for (const { route, parts } of bySize.get(`${method} ${given.length}`) ?? []) {
      if (parts.every((part, at) => part.startsWith(':') || part === given[at])) {
        const params = Object.fromEntries(
          parts.flatMap((part, at) =>
            part.startsWith(':') ? [[part.slice(1), decodeURIComponent(given[at] ?? '')]] : [],
          ),
        );
        return { route, params };
      }
    }
    return undefined;
  };
}
