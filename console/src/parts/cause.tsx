/** The cause of an error. One that is JSON, as those of Lambda functions are, is shown by its message. */

export function Cause({ text }: { text: string }) {
  const message = messageIn(text);
  if (message === undefined) return <pre class="cause">{text}</pre>;
  return (
    <>
      <pre class="cause">{message}</pre>
      <details>
        <summary>The whole cause</summary>
        <pre class="cause">{text}</pre>
      </details>
    </>
  );
}

function messageIn(text: string): string | undefined {
  try {
    const { errorMessage } = JSON.parse(text) ?? {};
    return typeof errorMessage === 'string' ? errorMessage : undefined;
  } catch {
    return undefined;
  }
}
