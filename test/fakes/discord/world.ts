import type { History } from './history.ts';
import type { Interaction } from './interactions.ts';
import type { JsonObject } from './wire.ts';

export type User = {
  readonly id: string;
  readonly username: string;
  readonly global_name: string | null;
  readonly discriminator: string;
  readonly avatar: string | null;
  readonly bot?: boolean;
};

export type Role = {
  readonly id: string;
  readonly name: string;
  readonly permissions: string;
  readonly color: number;
  readonly hoist: boolean;
  readonly position: number;
  readonly managed: boolean;
  readonly mentionable: boolean;
};

export type Member = {
  readonly user: User;
  readonly nick: string | null;
  readonly avatar: string | null;
  readonly roles: readonly string[];
  readonly joined_at: string;
  readonly deaf: boolean;
  readonly mute: boolean;
  readonly flags: number;
  readonly pending: boolean;
  readonly communication_disabled_until?: string | null;
};

export type Overwrite = { readonly id: string; readonly type: 0 | 1; readonly allow: string; readonly deny: string };

export type ThreadMetadata = {
  readonly archived: boolean;
  readonly auto_archive_duration: number;
  readonly archive_timestamp: string;
  readonly locked: boolean;
};

export type Channel = {
  readonly id: string;
  readonly type: number;
  readonly guild_id?: string;
  readonly name?: string;
  readonly topic?: string | null;
  readonly nsfw?: boolean;
  readonly parent_id?: string | null;
  readonly position?: number;
  readonly permission_overwrites?: readonly Overwrite[];
  readonly last_message_id?: string | null;
  readonly rate_limit_per_user?: number;
  readonly owner_id?: string;
  readonly thread_metadata?: ThreadMetadata;
  readonly message_count?: number;
  readonly member_count?: number;
  readonly available_tags?: readonly JsonObject[];
  readonly applied_tags?: readonly string[];
  readonly recipients?: readonly User[];
};

export type Guild = {
  readonly id: string;
  readonly name: string;
  readonly owner_id: string;
  readonly nsfw_level: number;
  readonly features: readonly string[];
  readonly description: string | null;
};

/** A guild and what is in it. */
export type Home = {
  readonly guild: Guild;
  readonly roles: ReadonlyMap<string, Role>;
  readonly members: ReadonlyMap<string, Member>;
  readonly channels: ReadonlySet<string>;
  readonly joinedAt: string;
};

export type Attachment = {
  readonly id: string;
  readonly filename: string;
  readonly size: number;
  readonly url: string;
  readonly proxy_url: string;
  readonly content_type?: string;
  readonly description?: string;
  readonly width?: number;
  readonly height?: number;
};

export type Message = {
  readonly id: string;
  readonly channel_id: string;
  readonly type: number;
  readonly content: string;
  readonly author: User;
  readonly timestamp: string;
  readonly edited_timestamp: string | null;
  readonly tts: boolean;
  readonly mention_everyone: boolean;
  readonly mentions: readonly User[];
  readonly mention_roles: readonly string[];
  readonly attachments: readonly Attachment[];
  readonly embeds: readonly JsonObject[];
  readonly components: readonly JsonObject[];
  readonly pinned: boolean;
  readonly flags: number;
  readonly reactions?: readonly JsonObject[];
  readonly nonce?: string | number;
  readonly webhook_id?: string;
  readonly application_id?: string;
  readonly message_reference?: JsonObject;
  readonly referenced_message?: Message | null;
  readonly message_snapshots?: readonly JsonObject[];
  readonly sticker_items?: readonly JsonObject[];
  readonly interaction_metadata?: JsonObject;
  readonly poll?: JsonObject;
};

export type Webhook = {
  readonly id: string;
  readonly type: number;
  readonly guild_id: string;
  readonly channel_id: string;
  readonly name: string;
  readonly avatar: string | null;
  readonly token: string;
  readonly application_id: string | null;
  readonly user?: User;
};

export type Command = JsonObject & { readonly id: string; readonly name: string; readonly type: number };

export type Emoji = {
  readonly id: string;
  readonly name: string;
  readonly animated: boolean;
  readonly available: boolean;
  readonly managed: boolean;
  readonly require_colons: boolean;
  readonly roles: readonly string[];
  readonly user: User;
};

export type File = { readonly type: string; readonly bytes: Uint8Array };

export type Application = {
  readonly id: string;
  readonly name: string;
  readonly flags: number;
  readonly owner: User;
  readonly description: string;
};

/** Everything that is so on this Discord. Records are replaced, never changed. */
export type World = {
  token: string;
  application: Application;
  bot: User;
  readonly users: Map<string, User>;
  readonly homes: Map<string, Home>;
  readonly channels: Map<string, Channel>;
  readonly threadMembers: Map<string, ReadonlySet<string>>;
  readonly histories: Map<string, History>;
  readonly webhooks: Map<string, Webhook>;
  readonly webhooksOf: Map<string, ReadonlySet<string>>;
  readonly emojis: Map<string, Emoji>;
  /** By guild, or `global`. */
  readonly commands: Map<string, ReadonlyMap<string, Command>>;
  /** By the person. */
  readonly dms: Map<string, string>;
  /** Who takes no direct messages, and with which code that is said. */
  readonly closedTo: Map<string, number>;
  /** By their path. */
  readonly files: Map<string, File>;
  /** By their token. */
  readonly interactions: Map<string, Interaction>;
  /** Names, as whoever built this world gave them, to ids. */
  readonly names: Map<string, string>;
};

export const isThread = ({ type }: Channel): boolean => type === 10 || type === 11 || type === 12;
export const isDirect = ({ type }: Channel): boolean => type === 1;
/** Forums and media channels hold threads only. */
export const isForum = ({ type }: Channel): boolean => type === 15 || type === 16;
export const holdsMessages = ({ type }: Channel): boolean => [0, 1, 2, 5, 10, 11, 12, 13].includes(type);

/** Whether the portal allows the application what `bit` stands for: as verified, or as one too small for that. */
export const allows = ({ flags }: Application, kind: 'presence' | 'members' | 'content'): boolean => {
  const bit = { presence: 12, members: 14, content: 18 }[kind];
  return ((flags >> bit) & 3) !== 0;
};
