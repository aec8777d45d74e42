"""The use cases: ingest an issue, answer a question, follow a topic, compose what is due."""

from briefings.service.answers import Answer, Choice, Document, Picture
from briefings.service.services import Services, open_services

__all__ = ["Answer", "Choice", "Document", "Picture", "Services", "open_services"]
