import { expect, it } from 'vitest';
import { pythonVariables } from './variables.ts';

it('pythonVariables() keeps mirrors, proxies and certificates, and drops what bends Python or where pip installs', () => {
  const kept = {
    PATH: '/bin',
    HOME: '',
    LANG: 'C.UTF-8',
    https_proxy: 'http://proxy',
    NO_PROXY: 'x',
    PIP_INDEX_URL: 'https://mirror',
    PIP_FIND_LINKS: 'wheels',
    SSL_CERT_FILE: 'a.pem',
    REQUESTS_CA_BUNDLE: 'b.pem',
  };
  const dropped = {
    PYTHONPATH: 'x',
    PYTHONHOME: 'y',
    PIP_TARGET: 'z',
    PIP_USER: '1',
    AWS_SECRET: 's',
    PIP_DRY_RUN: '1',
  };
  expect(pythonVariables({ ...kept, ...dropped })).toEqual(kept);
});
