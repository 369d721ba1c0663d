const hex = (length: number) => 'a1b2c3d4e5f60718'.repeat(10).slice(0, length);
const mixed = (length: number) => 'aB3dE6gH9jK2mN5pQ8sT1vW4'.repeat(10).slice(0, length);

/**
 * One made-up key of every shape, and the part of it that must never be seen. Put together here, so that nobody who
 * searches this repository for keys finds any.
 */
export const keys: readonly (readonly [kind: string, whole: string, secret: string])[] = (
  [
    ['OpenRouter', `sk-or-v1-${hex(64)}`, hex(60)],
    ['Anthropic', `sk-ant-api03-${mixed(93)}AA`, mixed(90)],
    ['Anthropic, of an administrator', `sk-ant-admin01-${mixed(93)}AA`, mixed(90)],
    ['OpenAI, of a project', `sk-proj-${mixed(20)}_T3Blbk${'FJ'}${mixed(20)}`, mixed(20)],
    ['OpenAI, of a service account', `sk-svcacct-${mixed(40)}`, mixed(36)],
    ['OpenAI, of an administrator', `sk-admin-${mixed(40)}`, mixed(36)],
    ['OpenAI, of old', `sk-${mixed(20)}T3Blbk${'FJ'}${mixed(20)}`, mixed(20)],
    ['anybody’s', `sk-${mixed(32)}`, mixed(28)],
    ['Google', `AIza${mixed(35)}`, mixed(31)],
    ['ElevenLabs', `sk_${hex(48)}`, hex(44)],
    ['GitHub, personal', `ghp_${mixed(36)}`, mixed(32)],
    ['GitHub, OAuth', `gho_${mixed(36)}`, mixed(32)],
    ['GitHub, of a user', `ghu_${mixed(36)}`, mixed(32)],
    ['GitHub, of an app', `ghs_${mixed(36)}`, mixed(32)],
    ['GitHub, to refresh', `ghr_${mixed(36)}`, mixed(32)],
    ['GitHub, fine-grained', `github_pat_${mixed(82)}`, mixed(78)],
    ['Hugging Face', `hf_${mixed(34)}`, mixed(30)],
    ['Groq', `gsk_${mixed(52)}`, mixed(48)],
    ['xAI', `xai-${mixed(80)}`, mixed(76)],
    ['Perplexity', `pplx-${mixed(48)}`, mixed(44)],
    ['Discord, of a bot', `M${mixed(25)}.${mixed(6)}.${mixed(38)}`, mixed(25)],
    ['Discord, of a webhook', `https://discord.com/api/v10/webhooks/123456789012345678/${mixed(68)}`, mixed(64)],
    ['Discord, of an interaction', `aW50ZXJhY3Rpb246${mixed(80)}`, mixed(76)],
    ['a signed token', `eyJ${mixed(33)}.eyJ${mixed(40)}.${mixed(43)}`, mixed(33)],
    ['a bearer', `Bearer ${mixed(24)}`, mixed(20)],
    ['a bearer without digits', `Bearer ${'abcdefgh'.repeat(3)}`, 'abcdefgh'.repeat(2)],
    ['a name and password in a header', `Basic ${mixed(32)}`, mixed(28)],
    ['a name and password for the web', `https://ada:${mixed(12)}@photos.example/`, mixed(12)],
    ['a database', `postgres://ada:${mixed(12)}@127.0.0.1:5432/tzurot`, mixed(12)],
    ['a master key', hex(64), hex(60)],
  ] as const
).map(([kind, whole, secret]) => [kind, whole, secret]);
