"""What any GraphQL schema needs and no domain knows: ids, errors, connections, loaders, limits, deferred execution."""
