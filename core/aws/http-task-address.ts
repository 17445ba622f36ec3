/** Which addresses HTTP Tasks may reach: those of the public internet, so that no definition reads what the network hides. */

import { lookup } from 'node:dns/promises';
import { BlockList, isIP, type LookupFunction } from 'node:net';

export interface Address {
  address: string;
  family: number;
}

export type Resolve = (hostname: string) => Promise<Address[]>;

/** An address that HTTP Tasks must not reach; the message says which. */
export class BlockedAddress extends Error {
  constructor(hostname: string, address: string) {
    const shown = hostname === address ? address : `${hostname} (${address})`;
    super(`HTTP Tasks call public addresses only, and ${shown} is not one`);
  }
}

/** Special purposes: https://www.iana.org/assignments/iana-ipv4-special-registry and its neighbour for IPv6. */
const notPublic = blockList([
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/3',
  // Of IPv6, what lies in the public part. Tunnels among it carry IPv4 addresses of any kind.
  '2001::/23',
  '2001:db8::/32',
  '2002::/16',
  '3fff::/20',
]);
const publicIpv6 = blockList(['2000::/3']);
const loopback = blockList(['127.0.0.0/8', '::1/128']);

/** Whether an IP address belongs to the public internet. Of IPv6, only what is given out there: mapped addresses are not. */
export function isPublicAddress(address: string): boolean {
  const family = familyOf(address);
  if (family === 4) return !notPublic.check(address, 'ipv4');
  return family === 6 && publicIpv6.check(address, 'ipv6') && !notPublic.check(address, 'ipv6');
}

/** Whether an IP address is this machine's own. */
export function isLoopbackAddress(address: string): boolean {
  const family = familyOf(address);
  return family !== 0 && loopback.check(address, family === 4 ? 'ipv4' : 'ipv6');
}

const resolveBySystem: Resolve = (hostname) => lookup(hostname, { all: true });

/**
 * Resolves a name once and hands on exactly those addresses, so that a second answer of the name's server cannot lead
 * the connection elsewhere. One forbidden address among them is one too many.
 *
 * @param isAllowed what an address must be
 */
export function guardedLookup(
  isAllowed: (address: string) => boolean,
  resolve: Resolve = resolveBySystem,
): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname).then(
      (addresses) => {
        const [first] = addresses;
        const forbidden = addresses.find(({ address }) => !isAllowed(address));
        if (forbidden) callback(new BlockedAddress(hostname, forbidden.address), '');
        else if (!first) callback(new Error(`${hostname} has no address`), '');
        else if (options.all) callback(null, addresses);
        else callback(null, first.address, first.family);
      },
      (error) => callback(error, ''),
    );
  };
}

/** 4, 6, or 0 for what is no address; nor is one that names a network interface of this machine. */
function familyOf(address: string): number {
  return address.includes('%') ? 0 : isIP(address);
}

function blockList(networks: string[]): BlockList {
  const list = new BlockList();
  for (const network of networks) {
    const [address = '', prefix = ''] = network.split('/');
    list.addSubnet(address, Number(prefix), address.includes(':') ? 'ipv6' : 'ipv4');
  }
  return list;
}
