/** Asks for the access keys that a deployed API wants requests to be signed with. */

import type { TargetedEvent } from 'preact';
import { useState } from 'preact/hooks';
import { keep, regionOf } from '../data/keys.ts';
import { useTitle } from '../use-title.ts';

export function SignInPage() {
  useTitle('Sign in');
  const [fields, setFields] = useState({
    accessKeyId: '',
    secretAccessKey: '',
    sessionToken: '',
    region: regionOf(location.host),
  });
  const shared = (name: keyof typeof fields) => ({
    autocomplete: 'off',
    required: name !== 'sessionToken',
    value: fields[name],
    onInput: ({ currentTarget: { value } }: TargetedEvent<HTMLInputElement>) =>
      setFields({ ...fields, [name]: value.trim() }),
  });
  const field = (name: keyof typeof fields, title: string, secret = false) => (
    <label class="field">
      <span>{title}</span>
      {secret ? <input type="password" {...shared(name)} /> : <input {...shared(name)} />}
    </label>
  );
  const signIn = () => {
    const { sessionToken, ...pair } = fields;
    keep(sessionToken === '' ? pair : { ...pair, sessionToken });
  };
  return (
    <form
      class="card sign-in"
      onSubmit={(event) => {
        event.preventDefault();
        signIn();
      }}
    >
      <h1>Sign in</h1>
      <p>
        This API takes signed requests only. The console signs them here in the browser, with AWS
        access keys that may call it. They stay in this tab and are forgotten when it closes.
      </p>
      {field('accessKeyId', 'Access key id')}
      {field('secretAccessKey', 'Secret access key', true)}
      {field('sessionToken', 'Session token, where there is one', true)}
      {field('region', 'Region')}
      <div class="actions">
        <button type="submit" class="primary">
          Sign in
        </button>
      </div>
    </form>
  );
}
