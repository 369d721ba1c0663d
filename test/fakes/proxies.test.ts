import { copyId, hana, proxiesContract } from '../contracts/proxies.js';
import { fakeProxies } from './proxies.js';

proxiesContract({
  async knowing() {
    const proxies = fakeProxies();
    proxies.join(hana.accountId);
    proxies.post(copyId, hana);
    return proxies;
  },
  async failing() {
    const proxies = fakeProxies();
    proxies.fail();
    return proxies;
  },
});
