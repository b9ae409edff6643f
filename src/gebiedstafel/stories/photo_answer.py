"""Answering with the photo of a story, which nobody on the way keeps."""

from __future__ import annotations

from django.http import Http404, HttpResponse

from .models import StoryPhoto
from .published import Shown


def photo_of(story: Shown | None) -> HttpResponse:
    """Answer with the photo of a story that whoever asks may read."""
    if story is None or not story.has_photo:
        raise Http404
    return answer_with(StoryPhoto.objects.filter(story=story.number, is_hidden=False).first())


def answer_with(photo: StoryPhoto | None) -> HttpResponse:
    """Answer with a photo that nobody on the way keeps: taken back, it must be gone at once."""
    if photo is None:
        raise Http404
    answer = HttpResponse(bytes(photo.content), content_type="image/jpeg")
    answer["Cache-Control"] = "private, no-store"
    answer["Content-Disposition"] = "inline"
    return answer
