/** What local mode takes from serverless.yml, so that it is said once: the rules of the event bus and the timeouts. */

import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { isObject, type Json, type JsonObject } from '../json.ts';
import { busName, type Rule } from './event-bus.ts';
import type { RuleInput } from './event-input.ts';

export interface ServerlessFile {
  /** By the function's key, `step`. */
  timeoutSeconds: Record<string, number>;
  rules: Rule[];
}

/** Reads the file; without it there are no rules and every timeout is Lambda's longest. */
export function readServerlessFile(file: string): ServerlessFile {
  const found: ServerlessFile = { timeoutSeconds: {}, rules: [] };
  if (!existsSync(file)) return found;
  const content: Json = parse(readFileSync(file, 'utf8'), { logLevel: 'silent' });
  const functions = isObject(content) && isObject(content.functions) ? content.functions : {};
  for (const [key, declaration] of Object.entries(functions)) {
    if (!isObject(declaration)) continue;
    if (typeof declaration.timeout === 'number') found.timeoutSeconds[key] = declaration.timeout;
    const events = Array.isArray(declaration.events) ? declaration.events : [];
    for (const event of events) {
      const rule = isObject(event) && isObject(event.eventBridge) ? event.eventBridge : undefined;
      if (rule) found.rules.push(ruleOf(key, rule));
    }
  }
  return found;
}

function ruleOf(functionKey: string, declaration: JsonObject): Rule {
  const { eventBus, pattern, input, inputPath, inputTransformer } = declaration;
  const rule: Rule = {
    functionKey,
    bus: typeof eventBus === 'string' ? busName(eventBus) : 'default',
    pattern: isObject(pattern) ? pattern : {},
  };
  if (input !== undefined) rule.input = input;
  if (typeof inputPath === 'string') rule.inputPath = inputPath;
  const transformer = transformerOf(inputTransformer);
  if (transformer) rule.inputTransformer = transformer;
  return rule;
}

function transformerOf(value: Json | undefined): RuleInput['inputTransformer'] {
  if (!isObject(value) || typeof value.inputTemplate !== 'string') return undefined;
  const paths = isObject(value.inputPathsMap) ? Object.entries(value.inputPathsMap) : [];
  const inputPathsMap = Object.fromEntries(paths.map(([name, path]) => [name, String(path)]));
  return { inputPathsMap, inputTemplate: value.inputTemplate };
}
