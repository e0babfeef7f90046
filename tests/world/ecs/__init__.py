"""ECS's task-definition operations."""
