import { egressContract } from '../../contracts/egress.js';
import { openLoopback } from './servers.js';

egressContract(openLoopback);
