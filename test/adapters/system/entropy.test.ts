import { systemEntropy } from '../../../src/adapters/system/entropy.js';
import { entropyContract } from '../../contracts/entropy.js';

entropyContract(systemEntropy);
