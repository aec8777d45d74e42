// Builds elements from messages. Texts only ever become text nodes: nothing here parses HTML.

export function element(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name === "class") made.className = value;
    else if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (name in made && name !== "role" && !name.includes("-")) made[name] = value;
    else made.setAttribute(name, value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

export const tone = (id) => Math.abs(Number(id)) % 7;
export const initials = (name) => name.split(/\s+/).slice(0, 2).map((word) => [...word][0] ?? "").join("").toUpperCase();
export const clock = (seconds) => new Date(seconds * 1000).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
export const day = (seconds) => new Date(seconds * 1000).toLocaleDateString([], { day: "numeric", month: "long" });

const STYLES = { bold: "strong", italic: "em", underline: "u", strikethrough: "s" };
const SAFE = /^(https?|tg|mailto):/i;

// Entities nest; where two styles cross, the later one is cut at the end of the earlier.
export function formatted(text, entities = [], handlers = {}) {
  const queue = entities.map((entity) => ({ ...entity, end: entity.offset + entity.length }));
  const fragment = document.createDocumentFragment();
  fill(fragment, text, 0, text.length, queue, handlers);
  return fragment;
}

function fill(parent, text, start, end, queue, handlers) {
  queue.sort((a, b) => a.offset - b.offset || b.end - a.end);
  let at = start;
  while (queue.length && queue[0].offset < end) {
    const entity = queue.shift();
    if (entity.end > end) {
      queue.push({ ...entity, offset: end });
      entity.end = end;
    }
    parent.append(text.slice(at, entity.offset));
    const inner = [];
    for (let i = 0; i < queue.length;) {
      if (queue[i].offset < entity.end) inner.push(...queue.splice(i, 1));
      else i += 1;
    }
    const [outer, hole] = entityElement(entity, text.slice(entity.offset, entity.end), handlers);
    fill(hole, text, entity.offset, entity.end, inner, handlers);
    queue.push(...inner);
    queue.sort((a, b) => a.offset - b.offset || b.end - a.end);
    parent.append(outer);
    at = entity.end;
    if (outer.localName === "blockquote" || outer.localName === "pre") {
      if (text[at] === "\n") at += 1;
    }
  }
  if (at < end) parent.append(text.slice(at, end));
}

function entityElement(entity, covered, handlers) {
  const tag = STYLES[entity.type];
  if (tag) return both(element(tag));
  switch (entity.type) {
    case "text_link": return both(link(entity.url, handlers));
    case "url": return both(link(/^[a-z]+:/i.test(covered) ? covered : `http://${covered}`, handlers));
    case "email": return both(link(`mailto:${covered}`, handlers));
    case "code": return both(element("code"));
    case "pre": return codeBlock(entity);
    case "spoiler": return both(spoiler());
    case "blockquote": return quotation(false);
    case "expandable_blockquote": return quotation(true);
    case "bot_command":
      return both(element("button", { type: "button", class: "link", onclick: () => handlers.command?.(covered) }));
    case "mention": case "hashtag": case "cashtag": case "text_mention": return both(element("span", { class: "link" }));
    case "date_time": return moment(entity);
    default: return both(element("span"));
  }
}

const both = (made) => [made, made];

// A moment stands in the reader's own zone and language, or as it was written where the bot named no format.
function moment(entity) {
  const when = new Date(entity.unix_time * 1000);
  const made = element("time", { dateTime: when.toISOString(), title: when.toLocaleString([], { dateStyle: "full", timeStyle: "long" }) });
  if (!entity.date_time_format) return both(made);
  made.textContent = entity.date_time_format === "r" ? fromNow(when) : when.toLocaleString([], dateParts(entity.date_time_format));
  return [made, element("span")];
}

// core.telegram.org/bots/api#date-time-entity-formatting: r | w?[dD]?[tT]?
function dateParts(format) {
  const parts = {};
  if (format.includes("w")) parts.weekday = "long";
  if (format.includes("d")) Object.assign(parts, { day: "numeric", month: "short", year: "numeric" });
  if (format.includes("D")) Object.assign(parts, { day: "numeric", month: "long", year: "numeric" });
  if (/[tT]/.test(format)) Object.assign(parts, { hour: "2-digit", minute: "2-digit" });
  if (format.includes("T")) parts.second = "2-digit";
  return parts;
}

const SPANS = [["year", 31536000], ["month", 2592000], ["day", 86400], ["hour", 3600], ["minute", 60], ["second", 1]];

function fromNow(when) {
  const seconds = Math.round((when - Date.now()) / 1000);
  const [unit, size] = SPANS.find(([, length]) => Math.abs(seconds) >= length) ?? SPANS.at(-1);
  return new Intl.RelativeTimeFormat([], { numeric: "auto" }).format(Math.round(seconds / size), unit);
}

function link(url, handlers) {
  if (!SAFE.test(url)) return element("span");
  return element("a", {
    href: url, target: "_blank", rel: "noopener noreferrer", title: url,
    onclick: (event) => { if (handlers.link?.(url)) event.preventDefault(); },
  });
}

function codeBlock(entity) {
  const hole = element("code");
  const block = element("pre", {}, hole);
  if (entity.language) block.dataset.language = entity.language;
  return [block, hole];
}

function spoiler() {
  const made = element("span", { class: "spoiler", role: "button", tabIndex: 0, "aria-label": "Hidden text, press to show" });
  const show = () => { made.classList.add("seen"); made.removeAttribute("aria-label"); made.removeAttribute("role"); };
  made.addEventListener("click", (event) => {
    if (made.classList.contains("seen")) return;
    event.preventDefault();
    show();
  });
  made.addEventListener("keydown", (event) => { if (event.key === "Enter" || event.key === " ") show(); });
  return made;
}

function quotation(expandable) {
  const hole = element("span", { class: "quoted" });
  const block = element("blockquote", {}, hole);
  if (!expandable) return [block, hole];
  block.classList.add("shut");
  const toggle = element("button", { type: "button", class: "toggle", textContent: "Show more" });
  toggle.setAttribute("aria-expanded", "false");
  toggle.addEventListener("click", () => {
    const shut = block.classList.toggle("shut");
    toggle.textContent = shut ? "Show more" : "Show less";
    toggle.setAttribute("aria-expanded", String(!shut));
  });
  block.append(toggle);
  return [block, hole];
}

// A short quotation needs no button; known only once it is laid out.
export function settleQuotations(item) {
  for (const block of item.querySelectorAll("blockquote.shut")) {
    const hole = block.querySelector(".quoted");
    if (hole.clientHeight && hole.scrollHeight <= hole.clientHeight + 2) {
      block.classList.remove("shut");
      block.querySelector(".toggle").remove();
    }
  }
}

export function media(message) {
  if (message.photo) {
    const photo = message.photo[message.photo.length - 1];
    const address = `/sandbox/files/${encodeURIComponent(photo.file_id)}`;
    const picture = element("img", { src: address, alt: message.caption ? "Picture, described below" : "Picture", width: photo.width, height: photo.height });
    return element("a", { class: "picture", href: address, target: "_blank", rel: "noopener" }, picture);
  }
  if (message.document) {
    const { file_id: id, file_name: name, file_size: size } = message.document;
    return element("a", { class: "document", href: `/sandbox/files/${encodeURIComponent(id)}`, download: name },
      element("span", { class: "sign", "aria-hidden": "true" }, "↓"),
      element("span", {}, element("strong", {}, name), element("small", {}, humanSize(size))));
  }
  if (message.location) {
    const { latitude, longitude } = message.location;
    return element("span", { class: "document" },
      element("span", { class: "sign", "aria-hidden": "true" }, "⌖"),
      element("span", {}, element("strong", {}, "Location"), element("small", {}, `${latitude.toFixed(4)}, ${longitude.toFixed(4)}`)));
  }
  return null;
}

const humanSize = (bytes) => (bytes < 1024 ? `${bytes} B` : bytes < 1048576 ? `${(bytes / 1024).toFixed(1)} kB` : `${(bytes / 1048576).toFixed(1)} MB`);

export function preview(message) {
  if (!message) return "";
  const what = message.photo ? "🖼 Picture " : message.document ? `📄 ${message.document.file_name} ` : message.location ? "📍 Location " : "";
  return (what + (message.text ?? message.caption ?? "") || serviceLine(message)).trim();
}

export function serviceLine(message) {
  const who = message.from.first_name;
  if (message.new_chat_members) return message.new_chat_members.map((user) => user.id === message.from.id ? `${who} joined` : `${who} added ${user.first_name}`).join(", ");
  if (message.left_chat_member) return message.left_chat_member.id === message.from.id ? `${who} left` : `${who} removed ${message.left_chat_member.first_name}`;
  if (message.forum_topic_created) return `${who} opened the topic ${message.forum_topic_created.name}`;
  if (message.migrate_to_chat_id) return "The group became a supergroup";
  if (message.migrate_from_chat_id) return "This group was upgraded to a supergroup";
  return "";
}
