import type { App } from '../../app.js';
import type { Spot } from '../../domain/activation/actions.js';
import type { Asker } from '../../domain/interaction/asked.js';
import type { User } from '../../domain/user/user.js';

/** The person who asks, as somebody of whom nothing is stored where they were never here. */
export const lookerOf = (app: App, { accountId }: Asker): Promise<User> => app.user.actor(accountId);

/** The person who asks, known from now on. */
export const userOf = (app: App, { accountId, name }: Asker): Promise<User> =>
  app.user.meet({ platform: 'discord', foreignId: accountId, name });

export const spotOf = ({ where: { venue, parentId } }: Asker): Spot => ({ venue, parentId });

export const deciderOf = (user: User, { accountId }: Asker) => ({ userId: user.id, accountId });
