import * as z from 'zod';

const changeSchema = z.object({ channel_id: z.string() });

/** Reads that somebody changed something about the webhooks of a channel. */
export const webhookChanges =
  (changed: (channelId: string) => void) =>
  (data: unknown): void => {
    const change = changeSchema.safeParse(data);
    if (change.success) changed(change.data.channel_id);
  };
