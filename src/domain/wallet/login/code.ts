import { TzurotError } from '../../errors.js';
import { Secret } from '../secret.js';

const wellFormed = /^[\w.~+/=-]{1,1024}$/;

/** The code with which somebody came back from signing in. */
export function codeIn(query: URLSearchParams): Secret {
  const code = query.get('code') ?? '';
  if (wellFormed.test(code)) return new Secret(code);
  throw new TzurotError('denied', 'You came back without a code. Perhaps you declined; nothing was stored.', {
    try: 'login openrouter',
  });
}

/** The code in what somebody pasted: the address they were sent to, or the code alone. */
export function pastedCode(text: string, address: string): Secret {
  const bare = text.trim();
  if (!bare.includes('://')) return codeIn(new URLSearchParams({ code: bare }));
  const pasted = URL.parse(bare);
  const expected = new URL(address);
  if (pasted?.host === expected.host && pasted.pathname === expected.pathname) return codeIn(pasted.searchParams);
  throw new TzurotError(
    'invalid',
    `That is not the address this sign-in ends at: it begins with ${expected.origin}/callback/, and was made just now. Nothing was stored.`,
    { try: 'login openrouter' },
  );
}
