/** What may import what. One sentence per rule; test/architecture/imports.test.ts breaks each of them once. */

/** Matches a package wherever it was installed, and also where it was not. */
const packages = (...names) => `(^|node_modules/)(${names.join('|')})(/|$)`;

const inside = {
  domain: '^src/domain/',
  ports: '^src/ports/',
  adapters: '^src/adapters/',
  commands: '^src/commands/',
  daemon: '^src/daemon/',
};
/** The composition root: the file, and the folder with its parts. */
const app = '^src/app(\\.ts$|/)';
const config = '^src/config\\.ts$';
const actions = '^src/domain/.*/actions\\.ts$';
const nodeCrypto = '^(node:)?crypto$';

/** A technology is named in one folder only, so that leaving it means rewriting one folder. */
const atHome = (name, home, ...names) => ({
  name: `${name}-at-home`,
  comment: `Only ${home} knows ${names.join(', ')}.`,
  severity: 'error',
  from: { path: '^src/', pathNot: `^${home}/` },
  to: { path: packages(...names) },
});

const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

module.exports = {
  forbidden: [
    rule('no-cycles', 'Nothing imports itself, however far round.', {}, { circular: true }),
    rule('no-unresolvable', 'Everything imported is there.', {}, { couldNotResolve: true }),
    rule(
      'no-dev-dependencies',
      'What runs is not built on tools that an installation lacks.',
      { path: '^src/' },
      { dependencyTypes: ['npm-dev'] },
    ),
    rule(
      'domain-is-pure',
      'The domain imports itself and zod.',
      { path: inside.domain },
      { pathNot: [inside.domain, inside.ports, packages('zod'), nodeCrypto] },
    ),
    rule(
      'domain-seals-in-one-place',
      'Of the domain, only wallet/seal.ts uses node:crypto.',
      { path: inside.domain, pathNot: '^src/domain/wallet/seal\\.ts$' },
      { path: nodeCrypto },
    ),
    rule(
      'domain-acts-through-ports',
      'Of the domain, only actions.ts and around.ts name a port.',
      { path: inside.domain, pathNot: [actions, '^src/domain/around\\.ts$'] },
      { path: inside.ports },
    ),
    rule(
      'domain-takes-ports-as-types',
      'The domain loads no port at run time.',
      { path: inside.domain },
      { path: inside.ports, dependencyTypesNot: ['type-only'] },
    ),
    rule(
      'ports-speak-domain',
      'A port is written in words of the domain and of other ports.',
      { path: inside.ports },
      { pathNot: [inside.domain, inside.ports] },
    ),
    rule(
      'ports-are-types',
      'A port loads nothing at run time.',
      { path: inside.ports },
      { path: '^src/', dependencyTypesNot: ['type-only'] },
    ),
    rule('ports-know-no-actions', 'A port does not know who calls it.', { path: inside.ports }, { path: actions }),
    rule(
      'adapters-look-inward',
      'An adapter imports ports and domain, never the shells around it.',
      { path: inside.adapters },
      { path: '^src/', pathNot: [inside.adapters, inside.ports, inside.domain] },
    ),
    rule(
      'adapters-know-no-actions',
      'An adapter is called, and does not call back.',
      { path: inside.adapters },
      { path: actions },
    ),
    rule(
      'adapters-are-strangers',
      'No adapter imports another.',
      { path: '^src/adapters/([^/]+)/' },
      { path: inside.adapters, pathNot: '^src/adapters/$1/' },
    ),
    rule(
      'commands-call-the-app',
      'A command imports app, config, domain and its own helpers.',
      { path: inside.commands },
      { path: '^src/', pathNot: [app, config, inside.domain, inside.commands, inside.daemon] },
    ),
    rule(
      'commands-print',
      'Of packages, a command needs those for arguments, YAML and the terminal.',
      { path: inside.commands },
      { path: 'node_modules/', pathNot: packages('@oclif', 'ink', '@inkjs', 'react', 'yaml') },
    ),
    rule(
      'daemon-is-started-by-serve',
      'Of the commands, only serve knows the daemon, and what makes its commands known.',
      { path: inside.commands, pathNot: '^src/commands/(serve\\.ts$|_serve/|discord/register\\.ts$)' },
      { path: inside.daemon },
    ),
    rule(
      'daemon-calls-the-app',
      'The daemon imports app, domain and ports, and no package.',
      { path: inside.daemon },
      { pathNot: [app, inside.domain, inside.ports, inside.daemon], dependencyTypesNot: ['core'] },
    ),
    rule(
      'daemon-takes-ports-as-types',
      'The daemon loads no port at run time.',
      { path: inside.daemon },
      { path: inside.ports, dependencyTypesNot: ['type-only'] },
    ),
    rule(
      'app-knows-no-shell',
      'The composition root does not know who uses it.',
      { path: app },
      { path: [inside.commands, inside.daemon] },
    ),
    rule(
      'config-comes-first',
      'The configuration is read before anything is built.',
      { path: config },
      { path: '^src/', pathNot: inside.domain },
    ),
    atHome('sqlite', 'src/adapters/sqlite', 'better-sqlite3', 'drizzle-orm', 'sqlite-vec'),
    atHome('discord', 'src/adapters/discord', 'discord\\.js'),
    atHome('http', 'src/adapters/http', 'undici'),
    atHome('log', 'src/adapters/log', 'pino'),
    atHome('event-stream', 'src/adapters/openai', 'eventsource-parser'),
    atHome('zip', 'src/adapters/archive', 'archiver'),
    atHome('unzip', 'src/adapters/sources', 'yauzl'),
    atHome('tokenizer', 'src/adapters/tokenizer', 'gpt-tokenizer'),
    atHome('pdf', 'src/adapters/documents', 'unpdf'),
    atHome('oclif', 'src/commands', '@oclif'),
    atHome('ink', 'src/commands', 'ink', '@inkjs', 'react'),
  ],
  options: {
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types', 'typings'],
    },
  },
};
