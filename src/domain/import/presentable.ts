import { withoutSecrets, type SecretRule } from './secrets.js';
import { parseExact, spelled } from '../json/exact.js';

/** The document somebody came from, without what may open an account at its service. */
export const presentable = (document: string): string => spelled(withoutSecrets(parseExact(document), noSecrets).value);

const noSecrets: SecretRule = {
  isSecret: name => secretName.test(inSnakeCase(name)),
  instead: (_, at) => ({ value: undefined, secretsAt: [at] }),
};

/** In the singular most of them: how many tokens a model may use is no secret, and dark secrets are a character’s. */
const secretName = /^(?:x_auth(?:_.*)?|secrets|authorization|(?:.*_)?(?:token|secret|api_?key|password|cookies?))$/s;

const inSnakeCase = (name: string): string =>
  name
    .replaceAll(/(?<=[a-z0-9])(?=[A-Z])/g, '_')
    .replaceAll('-', '_')
    .toLowerCase();
