import { Anchor, Blockquote, Code, Divider, List, Table, Text, Title } from "@mantine/core";
import { marked, type Token, type Tokens } from "marked";
import { Fragment, type ReactNode } from "react";
import classes from "./Markdown.module.css";
import { withValues } from "./places";
import { safeHref } from "./safeHref";

interface MarkdownProps {
  text: string;
  /** What stands in the places of the text (`placeOf`): shown as it is, never parsed. */
  values?: readonly string[];
}

/** Markdown as elements. HTML in it is shown as text, and nothing is loaded from elsewhere. */
export function Markdown({ text, values = [] }: MarkdownProps) {
  const tokens = marked.lexer(text);
  marked.walkTokens(tokens, (token) => fillIn(token, values));
  return <div className={classes.markdown}>{rendered(tokens)}</div>;
}

/** Puts the values into what is shown of a token. */
function fillIn(token: Token, values: readonly string[]): void {
  if ("text" in token && typeof token.text === "string") {
    const text = token.type === "text" ? plain(token.text) : token.text;
    token.text = withValues(text, values);
  }
  if (token.type === "link") token.href = withValues(token.href, values);
}

function rendered(tokens: readonly Token[] = []): ReactNode {
  return tokens.map((token, place) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the text is rendered anew as a whole
    <Fragment key={place}>{block(token) ?? inline(token)}</Fragment>
  ));
}

/** The element of a block; undefined for what stands in a line. */
function block(token: Token): ReactNode {
  switch (token.type) {
    case "heading":
      return heading(token as Tokens.Heading);
    case "paragraph":
      return <Text component="p">{rendered(token.tokens)}</Text>;
    case "list":
      return list(token as Tokens.List);
    case "blockquote":
      return <Blockquote p="sm">{rendered(token.tokens)}</Blockquote>;
    case "code":
      return <Code block>{(token as Tokens.Code).text}</Code>;
    case "table":
      return table(token as Tokens.Table);
    case "hr":
      return <Divider my="sm" />;
    default:
      return undefined;
  }
}

function inline(token: Token): ReactNode {
  switch (token.type) {
    case "strong":
      return <strong>{rendered(token.tokens)}</strong>;
    case "em":
      return <em>{rendered(token.tokens)}</em>;
    case "del":
      return <del>{rendered(token.tokens)}</del>;
    case "codespan":
      return <Code>{(token as Tokens.Codespan).text}</Code>;
    case "br":
      return <br />;
    case "link":
      return link(token as Tokens.Link);
    case "image":
      return (token as Tokens.Image).text;
    case "space":
      return null;
    case "text":
      return "tokens" in token && token.tokens ? rendered(token.tokens) : token.text;
    default:
      return "text" in token ? String(token.text) : token.raw;
  }
}

function heading(token: Tokens.Heading): ReactNode {
  const order = Math.min(token.depth + 1, 6) as 2 | 3 | 4 | 5 | 6; // the page has the first one
  return <Title order={order}>{rendered(token.tokens)}</Title>;
}

function list(token: Tokens.List): ReactNode {
  return (
    <List type={token.ordered ? "ordered" : "unordered"}>
      {token.items.map((item) => (
        <List.Item key={item.raw}>{rendered(item.tokens)}</List.Item>
      ))}
    </List>
  );
}

function table(token: Tokens.Table): ReactNode {
  return (
    <Table>
      <Table.Thead>
        <Table.Tr>
          {token.header.map((cell) => (
            <Table.Th key={cell.text}>{rendered(cell.tokens)}</Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {token.rows.map((row) => (
          <Table.Tr key={row.map((cell) => cell.text).join("|")}>
            {row.map((cell, column) => (
              <Table.Td key={token.header[column]?.text}>{rendered(cell.tokens)}</Table.Td>
            ))}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function link(token: Tokens.Link): ReactNode {
  const href = safeHref(token.href);
  if (href === undefined) return rendered(token.tokens);
  return (
    <Anchor href={href} target="_blank" rel="noopener noreferrer">
      {rendered(token.tokens)}
    </Anchor>
  );
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&amp;": "&",
  "&lt;": "<",
  "&gt;": ">",
  "&quot;": '"',
  "&#39;": "'",
};

/** The lexer keeps the entities of the text. */
function plain(text: string): string {
  return text.replace(/&(?:amp|lt|gt|quot|#39);/g, (entity) => ENTITIES[entity] ?? entity);
}
