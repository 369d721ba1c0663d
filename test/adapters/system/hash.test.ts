import { systemHash } from '../../../src/adapters/system/hash.js';
import { hashContract } from '../../contracts/hash.js';

hashContract(systemHash);
