import { describe, expect, it } from 'vitest';
import {
  BlockedAddress,
  guardedLookup,
  isLoopbackAddress,
  isPublicAddress,
} from '../../core/aws/http-task-address.ts';

describe('an address', () => {
  it.each([
    '8.8.8.8',
    '172.15.0.1',
    '172.32.0.1',
    '192.167.1.1',
    '2606:4700::1111',
    '2a00:1450::1',
  ])('may be called: %s', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  it.each([
    ['this network', '0.0.0.0'],
    ['loopback', '127.0.0.1'],
    ['loopback by another number', '127.8.9.10'],
    ['a private network', '10.1.2.3'],
    ['a private network', '172.16.0.1'],
    ['a private network', '172.31.255.255'],
    ['a private network', '192.168.0.1'],
    ["a carrier's network", '100.64.0.1'],
    ['the metadata of the machine', '169.254.169.254'],
    ['the credentials of a container', '169.254.170.2'],
    ['measuring', '198.18.0.1'],
    ['documentation', '203.0.113.9'],
    ['multicast', '224.0.0.1'],
    ['the future', '240.0.0.1'],
    ['broadcast', '255.255.255.255'],
    ['nothing, in IPv6', '::'],
    ['loopback, in IPv6', '::1'],
    ['loopback, mapped', '::ffff:127.0.0.1'],
    ['metadata, mapped', '::ffff:a9fe:a9fe'],
    ['loopback, in the older form', '::127.0.0.1'],
    ['a private network, translated', '64:ff9b::10.0.0.1'],
    ['a private network, tunnelled by 6to4', '2002:0a00:0001::1'],
    ['a tunnel of Teredo', '2001:0:4136:e378::1'],
    ['a local network, in IPv6', 'fc00::1'],
    ['the metadata of the machine, in IPv6', 'fd00:ec2::254'],
    ['a link', 'fe80::1'],
    ['a link by its interface', 'fe80::1%eth0'],
    ['multicast, in IPv6', 'ff02::1'],
    ['documentation, in IPv6', '2001:db8::1'],
    ['no address', 'localhost'],
  ])('of %s may not: %s', (_, address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  it('is loopback in each family', () => {
    expect(['127.0.0.1', '127.9.9.9', '::1'].map(isLoopbackAddress)).toEqual([true, true, true]);
    expect(['10.0.0.1', '::2', 'localhost'].map(isLoopbackAddress)).toEqual([false, false, false]);
  });
});

describe('the guarded lookup', () => {
  function look(addresses: string[], all: boolean) {
    const resolve = async () =>
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
    return new Promise((done) => {
      guardedLookup(isPublicAddress, resolve)('api.example.com', { all }, (error, ...found) =>
        done(error ?? found),
      );
    });
  }

  it('hands on what the name stands for', async () => {
    expect(await look(['8.8.8.8', '8.8.4.4'], false)).toEqual(['8.8.8.8', 4]);
    expect(await look(['8.8.8.8', '2606:4700::1'], true)).toEqual([
      [
        { address: '8.8.8.8', family: 4 },
        { address: '2606:4700::1', family: 6 },
      ],
    ]);
  });

  it('refuses a name with one address that may not be called', async () => {
    expect(await look(['8.8.8.8', '10.0.0.1'], true)).toEqual(
      new BlockedAddress('api.example.com', '10.0.0.1'),
    );
  });

  it('refuses a name without addresses', async () => {
    expect(await look([], true)).toEqual(new Error('api.example.com has no address'));
  });
});
