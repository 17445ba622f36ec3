/** DynamoDB: one item is read or written. https://docs.aws.amazon.com/step-functions/latest/dg/connect-ddb.html */

import { isObject, type Json, type JsonObject, setKey } from '../json.ts';
import { type Java1Service, optimized } from './optimized.ts';

const dynamodb: Java1Service = {
  service: 'dynamodb',
  errorPrefix: 'DynamoDB',
  baseException: 'AmazonDynamoDBException',
  inCauses: 'AmazonDynamoDBv2',
  connection: 'Connection',
};

export const getItem = optimized(dynamodb, {
  action: 'getItem',
  idempotent: true,
  required: ['TableName', 'Key'],
  parameters: withAttributeValues,
});
export const putItem = optimized(dynamodb, {
  action: 'putItem',
  required: ['TableName', 'Item'],
  parameters: withAttributeValues,
});
export const updateItem = optimized(dynamodb, {
  action: 'updateItem',
  required: ['TableName', 'Key'],
  parameters: withAttributeValues,
});
export const deleteItem = optimized(dynamodb, {
  action: 'deleteItem',
  required: ['TableName', 'Key'],
  parameters: withAttributeValues,
});

/** The parameters that hold attribute values by name. */
const HOLDERS = new Set(['item', 'key', 'expressionattributevalues']);

/** A plain text as an attribute's value stands for `{"S": …}`. */
function withAttributeValues(args: JsonObject): JsonObject {
  const parameters: JsonObject = {};
  for (const [name, value] of Object.entries(args)) {
    const holds = HOLDERS.has(name.toLowerCase()) && isObject(value);
    setKey(parameters, name, holds ? mapped(value) : value);
  }
  return parameters;
}

function mapped(attributes: JsonObject): JsonObject {
  const values: JsonObject = {};
  for (const [name, value] of Object.entries(attributes)) {
    setKey(values, name, attributeValue(value));
  }
  return values;
}

function attributeValue(value: Json): Json {
  if (typeof value === 'string') return { S: value };
  if (!isObject(value)) return value;
  if (isObject(value.M)) return { M: mapped(value.M) };
  return Array.isArray(value.L) ? { L: value.L.map(attributeValue) } : value;
}
