// The page: who sits where, what the server tells, what is asked of it.
import { call, listen, readState, upload } from "./api.js";
import { Composer } from "./composer.js";
import { alertBox, askGroup, askPerson, askTopic, chatSettings, toast } from "./dialogs.js";
import { Log } from "./log.js";
import { element, initials, tone } from "./render.js";
import { Sidebar } from "./sidebar.js";
import { Store, seatKey } from "./store.js";

const byId = (id) => document.getElementById(id);
const ACTION_SECONDS = 6; // how long "typing" stands without being said again
const ANSWER_SECONDS = 30; // how long a pressed button looks busy
const WEB = /^https?:\/\//i;
const ACTIONS = { typing: "typing…", upload_photo: "sending a picture…", upload_document: "sending a file…" };

const store = new Store();
let seat = null; // { person, chat, topic }: ids
let connected = false;
let acting = { chat: 0, text: "", timer: 0 };
const pressed = new Map(); // by callback id: { message, row, column }
const early = new Map(); // answers that came before the server had told which press they belong to
const menus = new Map(); // command menus by seat

const log = new Log(byId("log"), byId("to-end"), { press, reply: (message) => composer.replyTo(message), command: (text) => say(text), link: follow, seen });
const composer = new Composer({
  say, file, location, commands, inline, choose, edit, start,
  unblock: () => attempt(() => call("block", { person: seat.person, blocked: false })),
  lastOwn: () => store.lastOwn(here(), person()),
  typed: () => { store.hideKeyboard(here()); openComposer(); },
});
const sidebar = new Sidebar(byId("chats"), (who, where) => { show("chat"); take({ person: who, chat: where, topic: 0 }); });

const person = () => store.people.get(seat.person);
const here = () => store.chats.get(seat.chat);
const asker = () => ({ person: seat.person, chat: seat.chat });

// Asks the server for something; a refusal is shown. Returns what it answered, or null.
async function attempt(ask) {
  try {
    return await ask();
  } catch (error) {
    toast(error.message);
    return null;
  }
}

const thread = (replied) => seat.topic || replied?.message_thread_id || null;

function say(text, replied) {
  return attempt(() => call("say", { ...asker(), text, thread: thread(replied), reply_to: replied?.message_id ?? null }));
}

function edit(message, text) {
  return attempt(() => call("edit", { ...asker(), message: message.message_id, text }));
}

function file(chosen, as, caption) {
  return attempt(() => upload({ ...asker(), thread: thread(), as, caption, file: chosen }));
}

function location(latitude, longitude) {
  return attempt(() => call("location", { ...asker(), latitude, longitude, thread: thread() }));
}

async function commands() {
  const key = seatKey(seat.person, seat.chat);
  if (!menus.has(key)) menus.set(key, (await attempt(() => call("commands", asker())))?.commands ?? []);
  return menus.get(key) ?? [];
}

async function inline(text, offset) {
  return (await attempt(() => call("inline", { ...asker(), text, offset }))) ?? { query: "", results: [] };
}

function choose(query, result) {
  return attempt(() => call("choose", { ...asker(), query, result, thread: thread() }));
}

function press(message, row, column, button) {
  if (button.url) followOut(button.url);
  else if (button.copy_text) copy(button.copy_text.text);
  else if ("switch_inline_query_current_chat" in button) composer.write(`@${store.bot.username} ${button.switch_inline_query_current_chat}`);
  else if ("switch_inline_query" in button) composer.write(`@${store.bot.username} ${button.switch_inline_query}`);
  else if ("callback_data" in button) callBack(message, row, column);
  else toast("The sandbox cannot do what this button asks for.");
}

async function callBack(message, row, column) {
  const place = [message.message_id, row, column];
  log.setBusy(...place, true);
  const answer = await attempt(() => call("press", { ...asker(), message: message.message_id, row, column }));
  const id = answer?.callback;
  if (!id) log.setBusy(...place, false);
  else if (early.has(id)) finishPress(early.get(id), place);
  else {
    pressed.set(id, place);
    setTimeout(() => { if (pressed.delete(id)) log.setBusy(...place, false); }, ANSWER_SECONDS * 1000);
  }
}

function finishPress(answer, place) {
  log.setBusy(...place, false);
  if (answer.url) followOut(answer.url);
  else if (answer.alert && answer.text) alertBox(store.bot.first_name, answer.text);
  else if (answer.text) toast(answer.text);
}

function answered(change) {
  if (!change.callback) return;
  const place = pressed.get(change.callback);
  if (place) {
    pressed.delete(change.callback);
    finishPress(change, place);
  } else if (change.person === seat?.person) {
    early.set(change.callback, change);
    if (early.size > 50) early.delete(early.keys().next().value);
  }
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    toast("Copied.");
  } catch {
    alertBox("Copy this", text);
  }
}

// Telegram's own links that mean the bot, or pass a link on, are followed here; says whether it was one.
function follow(url) {
  const link = WEB.test(url) ? new URL(url) : null;
  if (!link || !["t.me", "telegram.me"].includes(link.hostname)) return false;
  if (link.pathname === "/share/url") {
    alertBox("Share this link", link.searchParams.get("url") ?? "");
    return true;
  }
  if (link.pathname.slice(1).toLowerCase() !== store.bot.username.toLowerCase()) return false;
  if (link.searchParams.has("startgroup")) askGroup([...store.people.values()], (asked) => addGroup(asked, link.searchParams.get("startgroup")));
  else start(link.searchParams.get("start"));
  return true;
}

// Goes to the chat with the bot, and starts it with what a link carries.
function start(payload) {
  take({ person: seat.person, chat: seat.person, topic: 0 });
  if (payload) say(`/start ${payload}`);
}

async function addGroup(asked, payload) {
  const added = await attempt(() => call("groups", asked));
  if (!added) return;
  const who = asked.people.includes(seat?.person) ? seat.person : asked.people[0];
  go({ person: who, chat: added.id, topic: 0 });
  if (payload) await attempt(() => call("say", { person: who, chat: added.id, text: `/start@${store.bot.username} ${payload}` }));
}

function followOut(url) {
  if (!follow(url) && WEB.test(url)) window.open(url, "_blank", "noopener,noreferrer");
}

// --- what the server tells

function loaded(state) {
  connected = true;
  store.load(state);
  menus.clear();
  take(seat ?? fromAddress());
}

function changed(change) {
  switch (change.kind) {
    case "answered": answered(change); return;
    case "action": act(change); return;
    case "chat": case "commands": refresh(); return;
    default: put(change);
  }
}

function put(change) {
  const became = store.apply(change);
  if (!became) return;
  const { message } = change;
  const visible = seat && message.chat.id === seat.chat && (!seat.topic || message.message_thread_id === seat.topic);
  if (became === "new") store.countUnread(message, visible && isSeen() ? seatKey(seat.person, seat.chat) : "");
  if (message.from.is_bot && acting.chat === message.chat.id) stopActing();
  if (visible) {
    if (became === "new") log.add(message);
    else if (became === "edited") log.change(message);
    else log.remove(message);
    openComposer();
  }
  drawSidebar();
}

let refreshing = 0;
let wanted = null; // a seat to take once it is there

// People, chats and menus are few: they are read afresh, and the messages that stand open are left as they are.
function refresh() {
  clearTimeout(refreshing);
  refreshing = setTimeout(async () => {
    const state = await attempt(readState);
    if (!state) return;
    const { about } = store;
    store.load(state);
    menus.clear();
    const stays = !wanted && seat && person() && here() && !here().migrated_to && about === store.about;
    if (stays) drawAround();
    else take(wanted ?? seat ?? fromAddress());
    wanted = null;
  }, 30);
}

function go(to) {
  wanted = to;
  show("chat");
  refresh();
}

function lost() {
  connected = false;
  drawHeading();
}

function act(change) {
  clearTimeout(acting.timer);
  acting = { chat: change.chat, text: ACTIONS[change.action] ?? "busy…", timer: setTimeout(stopActing, ACTION_SECONDS * 1000) };
  drawHeading();
}

function stopActing() {
  clearTimeout(acting.timer);
  acting = { chat: 0, text: "", timer: 0 };
  drawHeading();
}

// --- where one sits

function fromAddress() {
  const [who, where, topic] = window.location.hash.slice(1).split("/").map(Number);
  return { person: who || 0, chat: where || 0, topic: topic || 0 };
}

// Takes a seat, or the nearest one to it that there is.
function take(asked) {
  const who = store.people.get(asked.person) ?? store.people.values().next().value;
  if (!who) {
    seat = null;
    drawSidebar();
    byId("chat").hidden = true;
    show("list");
    return;
  }
  const chats = store.chatsOf(who);
  const id = store.chats.get(asked.chat)?.migrated_to ?? asked.chat;
  const where = chats.find((chat) => chat.id === id) ?? chats[0];
  const topic = where.topics.some((known) => known.id === asked.topic) ? asked.topic : 0;
  seat = { person: who.id, chat: where.id, topic };
  history.replaceState(null, "", `#${seat.person}/${seat.chat}${topic ? `/${topic}` : ""}`);
  byId("chat").hidden = false;
  store.unread.delete(seatKey(who.id, where.id));
  log.open({ person: who, chat: where, bot: store.bot, about: store.about, messages: store.shown(where, topic) });
  drawAround();
}

const isSeen = () => document.hasFocus() && log.sticks && byId("chat").offsetWidth > 0;

function seen() {
  if (seat && isSeen() && store.unread.delete(seatKey(seat.person, seat.chat))) drawSidebar();
}

// --- what stands around the messages

function drawAround() {
  drawSidebar();
  drawHeading();
  drawTopics();
  openComposer();
}

let sidebarFrame = 0;

// At most once a frame: a bot that writes to hundreds changes the list as often.
function drawSidebar() {
  sidebarFrame ||= requestAnimationFrame(() => {
    sidebarFrame = 0;
    sidebar.draw(store, seat);
  });
  const unread = seat ? [...store.unread.values()].reduce((sum, count) => sum + count, 0) : 0;
  document.title = `${unread ? `(${unread}) ` : ""}${store.bot.first_name} · sandbox`;
}

function drawHeading() {
  if (!seat) return;
  const chat = here();
  const title = store.title(chat);
  byId("chat-title").textContent = title;
  byId("chat-avatar").textContent = initials(title);
  byId("chat-avatar").className = `avatar tone-${tone(chat.type === "private" ? store.bot.id : chat.id)}`;
  byId("chat-status").textContent = !connected ? "connecting…" : acting.chat === chat.id ? acting.text : described(chat);
  byId("as").replaceChildren("as ", element("strong", { dir: "auto" }, person().first_name));
}

function described(chat) {
  if (chat.type === "private") return chat.blocked ? "bot, blocked" : "bot";
  const count = Object.keys(chat.members).length;
  return `${chat.type === "channel" ? "channel, " : ""}${count} ${count === 1 ? "member" : "members"}`;
}

function drawTopics() {
  const { topics } = here();
  const box = byId("topics");
  box.hidden = !here().is_forum;
  box.replaceChildren(...[{ id: 0, name: "All" }, ...topics].map(({ id, name, closed }) => {
    const tab = element("button", { type: "button", role: "tab", dir: "auto", onclick: () => take({ ...seat, topic: id }) }, closed ? `🔒 ${name}` : name);
    tab.setAttribute("aria-selected", String(id === seat.topic));
    return tab;
  }));
}

function openComposer() {
  const chat = here();
  composer.open({
    person: person(), chat, bot: store.bot, keyboard: store.keyboard(chat),
    mayWrite: store.mayWrite(person(), chat), isEmpty: !chat.messages.size,
  });
}

// --- the buttons around

const show = (view) => { document.body.dataset.view = view; };

function settings() {
  const chat = here();
  chatSettings(
    { person: person(), blocked: chat.blocked, forum: Boolean(chat.is_forum), isPrivate: chat.type === "private" },
    {
      language: (language) => attempt(() => call("language", { person: seat.person, language })),
      block: (blocked) => attempt(() => call("block", { person: seat.person, blocked })),
      topic: () => askTopic(async (name) => {
        const opened = await attempt(() => call("topics", { ...asker(), name }));
        if (opened) go({ ...seat, topic: opened.id });
      }),
    },
  );
}

const THEMES = ["", "light", "dark"];

function setTheme(theme) {
  document.documentElement.dataset.theme = theme;
  localStorage.setItem("theme", theme);
  byId("theme").title = `Theme: ${theme || "as the system's"}`;
}

byId("theme").addEventListener("click", () => {
  const current = document.documentElement.dataset.theme;
  setTheme(THEMES[(THEMES.indexOf(current) + 1) % THEMES.length]);
  toast(byId("theme").title);
});
byId("add-person").addEventListener("click", () => askPerson(async (asked) => {
  const added = await attempt(() => call("people", asked));
  if (added) go({ person: added.id, chat: added.id, topic: 0 });
}));
byId("add-group").addEventListener("click", () => askGroup([...store.people.values()], addGroup));
byId("chat-menu").addEventListener("click", settings);
byId("back").addEventListener("click", () => show("list"));
window.addEventListener("hashchange", () => take(fromAddress()));
window.addEventListener("focus", seen);

setTheme(THEMES.includes(localStorage.getItem("theme")) ? localStorage.getItem("theme") : "");
if (window.location.hash) show("chat");
listen({ state: loaded, change: changed, lost });
