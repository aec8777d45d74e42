"""Dragoman in Telegram: handlers, receiver, sender, schedule; the only asyncio and the only `import telegram`."""
