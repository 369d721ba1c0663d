/** What a place lacks for somebody to speak there under a name of their own, or at all. */
export type Lack = 'manage-webhooks' | 'free-webhook' | 'lasting-webhook' | 'send-messages';

const words: Readonly<Record<Lack, string>> = {
  'manage-webhooks':
    'I lack the permission Manage Webhooks there, so personalities speak under my own name, with theirs in front. Give me that permission in the channel, and they speak under their own again.',
  'free-webhook':
    'there are 15 webhooks there already, which is as many as Discord allows, so personalities speak under my own name. Remove one of them in the settings of the channel.',
  'lasting-webhook':
    'my webhook there was deleted again and again, so for a while personalities speak under my own name. Let it be, or deactivate them there.',
  'send-messages':
    'I may not send messages there, so nobody can be answered. Give me the permission Send Messages (in threads: Send Messages in Threads), or deactivate them there.',
};

/** What is missing in a channel, and what to do. */
export const lackInWords = (channelId: string, lack: Lack): string => `In <#${channelId}>, ${words[lack]}`;
