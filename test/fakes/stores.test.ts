import { conversationsContract } from '../contracts/conversations.js';
import { keyEpochsContract } from '../contracts/key-epochs.js';
import { ledgerContract } from '../contracts/ledger.js';
import { memoriesContract } from '../contracts/memories.js';
import { personalitiesContract } from '../contracts/personalities.js';
import { settingsContract } from '../contracts/settings.js';
import { turnsContract } from '../contracts/turns.js';
import { usersContract } from '../contracts/users.js';
import { fakeStores } from './stores.js';

personalitiesContract(fakeStores);
usersContract(fakeStores);
conversationsContract(fakeStores);
turnsContract(fakeStores);
memoriesContract(fakeStores);
settingsContract(fakeStores);
ledgerContract(fakeStores);
keyEpochsContract(fakeStores);
