"""From regions and stories to articles, captions, adverts and furniture."""
